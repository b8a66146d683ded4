import './crm/actions/list-deals.js';
import './crm/actions/get-deal.js';
