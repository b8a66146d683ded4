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

// crm/actions/list-deals.ts
var list_deals_exports = {};
__export(list_deals_exports, {
  action: () => action,
  default: () => list_deals_default
});
module.exports = __toCommonJS(list_deals_exports);
var z = __toESM(require("zod"), 1);

// crm/helpers/limits.ts
var LIMITS = {
  free: 100
};
function limitOf(plan) {
  const limit = LIMITS[plan];
  if (limit === void 0) {
    throw new RangeError(`there is no plan ${plan}`);
  }
  return limit;
}
var LIMIT = limitOf("pro");

// crm/actions/list-deals.ts
var action = {
  type: "action",
  description: "Uses a helper that throws when it is loaded",
  version: "1.0.0",
  input: z.void(),
  output: z.object({
    limit: z.number()
  }),
  exec: async () => ({
    limit: LIMIT
  })
};
var list_deals_default = action;
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  action
});
//# sourceMappingURL=data:application/json;base64,ewogICJ2ZXJzaW9uIjogMywKICAic291cmNlcyI6IFsiY3JtL2FjdGlvbnMvbGlzdC1kZWFscy50cyIsICJjcm0vaGVscGVycy9saW1pdHMudHMiXSwKICAic291cmNlc0NvbnRlbnQiOiBbImltcG9ydCB7IGNyZWF0ZUFjdGlvbiB9IGZyb20gJ25hbmdvJztcbmltcG9ydCAqIGFzIHogZnJvbSAnem9kJztcbmltcG9ydCB7IExJTUlUIH0gZnJvbSAnLi4vaGVscGVycy9saW1pdHMuanMnO1xuZXhwb3J0IGNvbnN0IGFjdGlvbiA9IHtcbiAgdHlwZTogXCJhY3Rpb25cIixcbiAgZGVzY3JpcHRpb246ICdVc2VzIGEgaGVscGVyIHRoYXQgdGhyb3dzIHdoZW4gaXQgaXMgbG9hZGVkJyxcbiAgdmVyc2lvbjogJzEuMC4wJyxcbiAgaW5wdXQ6IHoudm9pZCgpLFxuICBvdXRwdXQ6IHoub2JqZWN0KHtcbiAgICBsaW1pdDogei5udW1iZXIoKVxuICB9KSxcbiAgZXhlYzogYXN5bmMgKCkgPT4gKHtcbiAgICBsaW1pdDogTElNSVRcbiAgfSlcbn07XG5leHBvcnQgZGVmYXVsdCBhY3Rpb247IiwgIi8vIExpbWl0cyBvZiB0aGUgcHJvdmlkZXIsIHJlYWQgb25jZS5cbmNvbnN0IExJTUlUUzogUmVjb3JkPHN0cmluZywgbnVtYmVyPiA9IHtcbiAgZnJlZTogMTAwXG59O1xuZnVuY3Rpb24gbGltaXRPZihwbGFuOiBzdHJpbmcpOiBudW1iZXIge1xuICBjb25zdCBsaW1pdCA9IExJTUlUU1twbGFuXTtcbiAgaWYgKGxpbWl0ID09PSB1bmRlZmluZWQpIHtcbiAgICB0aHJvdyBuZXcgUmFuZ2VFcnJvcihgdGhlcmUgaXMgbm8gcGxhbiAke3BsYW59YCk7XG4gIH1cbiAgcmV0dXJuIGxpbWl0O1xufVxuZXhwb3J0IGNvbnN0IExJTUlUID0gbGltaXRPZigncHJvJyk7Il0sCiAgIm1hcHBpbmdzIjogIjs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7O0FBQUE7QUFBQTtBQUFBO0FBQUE7QUFBQTtBQUFBO0FBQ0EsUUFBbUI7OztBQ0FuQixJQUFNLFNBQWlDO0FBQUEsRUFDckMsTUFBTTtBQUNSO0FBQ0EsU0FBUyxRQUFRLE1BQXNCO0FBQ3JDLFFBQU0sUUFBUSxPQUFPLElBQUk7QUFDekIsTUFBSSxVQUFVLFFBQVc7QUFDdkIsVUFBTSxJQUFJLFdBQVcsb0JBQW9CLElBQUksRUFBRTtBQUFBLEVBQ2pEO0FBQ0EsU0FBTztBQUNUO0FBQ08sSUFBTSxRQUFRLFFBQVEsS0FBSzs7O0FEUjNCLElBQU0sU0FBUztBQUFBLEVBQ3BCLE1BQU07QUFBQSxFQUNOLGFBQWE7QUFBQSxFQUNiLFNBQVM7QUFBQSxFQUNULE9BQVMsT0FBSztBQUFBLEVBQ2QsUUFBVSxTQUFPO0FBQUEsSUFDZixPQUFTLFNBQU87QUFBQSxFQUNsQixDQUFDO0FBQUEsRUFDRCxNQUFNLGFBQWE7QUFBQSxJQUNqQixPQUFPO0FBQUEsRUFDVDtBQUNGO0FBQ0EsSUFBTyxxQkFBUTsiLAogICJuYW1lcyI6IFtdCn0K
