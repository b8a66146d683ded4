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

// crm/actions/type-error.ts
var type_error_exports = {};
__export(type_error_exports, {
  action: () => action,
  default: () => type_error_default
});
module.exports = __toCommonJS(type_error_exports);
var z = __toESM(require("zod"), 1);

// crm/helpers/normalize.ts
function normalize(raw) {
  const name = raw.name;
  return name.first.toUpperCase();
}

// crm/actions/type-error.ts
var Output = z.object({
  name: z.string()
});
var action = {
  type: "action",
  description: "TypeError in a helper",
  version: "1.0.0",
  input: z.void(),
  output: Output,
  exec: async (nango) => {
    const res = await nango.get({
      endpoint: "/ping"
    });
    const raw = res.data;
    return {
      name: normalize(raw)
    };
  }
};
var type_error_default = action;
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  action
});
//# sourceMappingURL=data:application/json;base64,ewogICJ2ZXJzaW9uIjogMywKICAic291cmNlcyI6IFsiY3JtL2FjdGlvbnMvdHlwZS1lcnJvci50cyIsICJjcm0vaGVscGVycy9ub3JtYWxpemUudHMiXSwKICAic291cmNlc0NvbnRlbnQiOiBbImltcG9ydCB7IGNyZWF0ZUFjdGlvbiB9IGZyb20gJ25hbmdvJztcbmltcG9ydCAqIGFzIHogZnJvbSAnem9kJztcbmltcG9ydCB7IG5vcm1hbGl6ZSB9IGZyb20gJy4uL2hlbHBlcnMvbm9ybWFsaXplLmpzJztcblxuLy8gQ29tbWVudCB0aGF0IGJhYmVsIG1heSBvciBtYXkgbm90IGtlZXBcblxuY29uc3QgT3V0cHV0ID0gei5vYmplY3Qoe1xuICBuYW1lOiB6LnN0cmluZygpXG59KTtcbmV4cG9ydCBjb25zdCBhY3Rpb24gPSB7XG4gIHR5cGU6IFwiYWN0aW9uXCIsXG4gIGRlc2NyaXB0aW9uOiAnVHlwZUVycm9yIGluIGEgaGVscGVyJyxcbiAgdmVyc2lvbjogJzEuMC4wJyxcbiAgaW5wdXQ6IHoudm9pZCgpLFxuICBvdXRwdXQ6IE91dHB1dCxcbiAgZXhlYzogYXN5bmMgbmFuZ28gPT4ge1xuICAgIGNvbnN0IHJlcyA9IGF3YWl0IG5hbmdvLmdldCh7XG4gICAgICBlbmRwb2ludDogJy9waW5nJ1xuICAgIH0pO1xuICAgIGNvbnN0IHJhdyA9IHJlcy5kYXRhIGFzIHVua25vd24gYXMgb2JqZWN0O1xuICAgIHJldHVybiB7XG4gICAgICBuYW1lOiBub3JtYWxpemUocmF3KVxuICAgIH07XG4gIH1cbn07XG5leHBvcnQgZGVmYXVsdCBhY3Rpb247IiwgIi8vIEEgaGVscGVyIGluIGFub3RoZXIgZmlsZVxuXG5pbnRlcmZhY2UgUmF3IHtcbiAgbmFtZT86IHtcbiAgICBmaXJzdDogc3RyaW5nO1xuICB9O1xufVxuXG4vKipcbiAqIFNldmVyYWxcbiAqIGxpbmVzXG4gKiBvZiBkb2NzXG4gKi9cbmV4cG9ydCBmdW5jdGlvbiBub3JtYWxpemUocmF3OiBSYXcpOiBzdHJpbmcge1xuICBjb25zdCBuYW1lID0gcmF3Lm5hbWUhO1xuXG4gIC8vIHRoZSBmYWlsaW5nIGxpbmUgaXMgdGhlIG5leHQgb25lXG4gIHJldHVybiBuYW1lLmZpcnN0LnRvVXBwZXJDYXNlKCk7XG59Il0sCiAgIm1hcHBpbmdzIjogIjs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7O0FBQUE7QUFBQTtBQUFBO0FBQUE7QUFBQTtBQUFBO0FBQ0EsUUFBbUI7OztBQ1laLFNBQVMsVUFBVSxLQUFrQjtBQUMxQyxRQUFNLE9BQU8sSUFBSTtBQUdqQixTQUFPLEtBQUssTUFBTSxZQUFZO0FBQ2hDOzs7QURaQSxJQUFNLFNBQVcsU0FBTztBQUFBLEVBQ3RCLE1BQVEsU0FBTztBQUNqQixDQUFDO0FBQ00sSUFBTSxTQUFTO0FBQUEsRUFDcEIsTUFBTTtBQUFBLEVBQ04sYUFBYTtBQUFBLEVBQ2IsU0FBUztBQUFBLEVBQ1QsT0FBUyxPQUFLO0FBQUEsRUFDZCxRQUFRO0FBQUEsRUFDUixNQUFNLE9BQU0sVUFBUztBQUNuQixVQUFNLE1BQU0sTUFBTSxNQUFNLElBQUk7QUFBQSxNQUMxQixVQUFVO0FBQUEsSUFDWixDQUFDO0FBQ0QsVUFBTSxNQUFNLElBQUk7QUFDaEIsV0FBTztBQUFBLE1BQ0wsTUFBTSxVQUFVLEdBQUc7QUFBQSxJQUNyQjtBQUFBLEVBQ0Y7QUFDRjtBQUNBLElBQU8scUJBQVE7IiwKICAibmFtZXMiOiBbXQp9Cg==
