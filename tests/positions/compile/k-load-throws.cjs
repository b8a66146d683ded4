"use strict";
var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true });
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
  mod
));
var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);

// crm/actions/bad.ts
var bad_exports = {};
__export(bad_exports, {
  action: () => action,
  default: () => bad_default
});
module.exports = __toCommonJS(bad_exports);
var z = __toESM(require("zod"), 1);
throw new Error("at load");
var action = {
  type: "action",
  description: "Throws",
  version: "1.0.0",
  input: z.void(),
  output: z.void(),
  exec: async () => {
  }
};
var bad_default = action;
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  action
});
//# sourceMappingURL=data:application/json;base64,ewogICJ2ZXJzaW9uIjogMywKICAic291cmNlcyI6IFsiY3JtL2FjdGlvbnMvYmFkLnRzIl0sCiAgInNvdXJjZXNDb250ZW50IjogWyJpbXBvcnQgeyBjcmVhdGVBY3Rpb24gfSBmcm9tICduYW5nbyc7XG5pbXBvcnQgKiBhcyB6IGZyb20gJ3pvZCc7XG5cbi8vIFRocm93biBhcyBzb29uIGFzIHRoZSBidW5kbGUgaXMgbG9hZGVkLlxudGhyb3cgbmV3IEVycm9yKCdhdCBsb2FkJyk7XG5leHBvcnQgY29uc3QgYWN0aW9uID0ge1xuICB0eXBlOiBcImFjdGlvblwiLFxuICBkZXNjcmlwdGlvbjogJ1Rocm93cycsXG4gIHZlcnNpb246ICcxLjAuMCcsXG4gIGlucHV0OiB6LnZvaWQoKSxcbiAgb3V0cHV0OiB6LnZvaWQoKSxcbiAgZXhlYzogYXN5bmMgKCkgPT4ge31cbn07XG5leHBvcnQgZGVmYXVsdCBhY3Rpb247Il0sCiAgIm1hcHBpbmdzIjogIjs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7O0FBQUE7QUFBQTtBQUFBO0FBQUE7QUFBQTtBQUFBO0FBQ0EsUUFBbUI7QUFHbkIsTUFBTSxJQUFJLE1BQU0sU0FBUztBQUNsQixJQUFNLFNBQVM7QUFBQSxFQUNwQixNQUFNO0FBQUEsRUFDTixhQUFhO0FBQUEsRUFDYixTQUFTO0FBQUEsRUFDVCxPQUFTLE9BQUs7QUFBQSxFQUNkLFFBQVUsT0FBSztBQUFBLEVBQ2YsTUFBTSxZQUFZO0FBQUEsRUFBQztBQUNyQjtBQUNBLElBQU8sY0FBUTsiLAogICJuYW1lcyI6IFtdCn0K
