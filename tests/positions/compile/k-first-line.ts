first = 'one';
import { createSync } from 'nango';
var first: number;
