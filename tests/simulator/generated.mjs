export const generated = () => [];
