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

// crm/syncs/with-metadata.ts
var with_metadata_exports = {};
__export(with_metadata_exports, {
  default: () => with_metadata_default,
  sync: () => sync
});
module.exports = __toCommonJS(with_metadata_exports);
var z = __toESM(require("zod"), 1);
var Team = z.object({
  id: z.string(),
  team: z.string()
});
var sync = {
  type: "sync",
  description: "Needs metadata",
  version: "1.0.0",
  frequency: "every hour",
  autoStart: false,
  models: {
    Team
  },
  metadata: z.object({
    team_id: z.string()
  }),
  exec: async (nango) => {
    const metadata = await nango.getMetadata();
    const teamId = metadata?.team_id;
    if (!teamId) {
      throw new Error("team_id is required in metadata.");
    }
    await nango.batchSave([{
      id: teamId,
      team: teamId
    }], "Team");
  }
};
var with_metadata_default = sync;
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  sync
});
//# sourceMappingURL=data:application/json;base64,ewogICJ2ZXJzaW9uIjogMywKICAic291cmNlcyI6IFsiY3JtL3N5bmNzL3dpdGgtbWV0YWRhdGEudHMiXSwKICAic291cmNlc0NvbnRlbnQiOiBbImltcG9ydCB7IGNyZWF0ZVN5bmMgfSBmcm9tICduYW5nbyc7XG5pbXBvcnQgKiBhcyB6IGZyb20gJ3pvZCc7XG5jb25zdCBUZWFtID0gei5vYmplY3Qoe1xuICBpZDogei5zdHJpbmcoKSxcbiAgdGVhbTogei5zdHJpbmcoKVxufSk7XG5leHBvcnQgY29uc3Qgc3luYyA9IHtcbiAgdHlwZTogXCJzeW5jXCIsXG4gIGRlc2NyaXB0aW9uOiAnTmVlZHMgbWV0YWRhdGEnLFxuICB2ZXJzaW9uOiAnMS4wLjAnLFxuICBmcmVxdWVuY3k6ICdldmVyeSBob3VyJyxcbiAgYXV0b1N0YXJ0OiBmYWxzZSxcbiAgbW9kZWxzOiB7XG4gICAgVGVhbVxuICB9LFxuICBtZXRhZGF0YTogei5vYmplY3Qoe1xuICAgIHRlYW1faWQ6IHouc3RyaW5nKClcbiAgfSksXG4gIGV4ZWM6IGFzeW5jIG5hbmdvID0+IHtcbiAgICBjb25zdCBtZXRhZGF0YSA9IGF3YWl0IG5hbmdvLmdldE1ldGFkYXRhKCk7XG4gICAgY29uc3QgdGVhbUlkID0gbWV0YWRhdGE/LnRlYW1faWQ7XG4gICAgaWYgKCF0ZWFtSWQpIHtcbiAgICAgIHRocm93IG5ldyBFcnJvcigndGVhbV9pZCBpcyByZXF1aXJlZCBpbiBtZXRhZGF0YS4nKTtcbiAgICB9XG4gICAgYXdhaXQgbmFuZ28uYmF0Y2hTYXZlKFt7XG4gICAgICBpZDogdGVhbUlkLFxuICAgICAgdGVhbTogdGVhbUlkXG4gICAgfV0sICdUZWFtJyk7XG4gIH1cbn07XG5leHBvcnQgZGVmYXVsdCBzeW5jOyJdLAogICJtYXBwaW5ncyI6ICI7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7OztBQUFBO0FBQUE7QUFBQTtBQUFBO0FBQUE7QUFBQTtBQUNBLFFBQW1CO0FBQ25CLElBQU0sT0FBUyxTQUFPO0FBQUEsRUFDcEIsSUFBTSxTQUFPO0FBQUEsRUFDYixNQUFRLFNBQU87QUFDakIsQ0FBQztBQUNNLElBQU0sT0FBTztBQUFBLEVBQ2xCLE1BQU07QUFBQSxFQUNOLGFBQWE7QUFBQSxFQUNiLFNBQVM7QUFBQSxFQUNULFdBQVc7QUFBQSxFQUNYLFdBQVc7QUFBQSxFQUNYLFFBQVE7QUFBQSxJQUNOO0FBQUEsRUFDRjtBQUFBLEVBQ0EsVUFBWSxTQUFPO0FBQUEsSUFDakIsU0FBVyxTQUFPO0FBQUEsRUFDcEIsQ0FBQztBQUFBLEVBQ0QsTUFBTSxPQUFNLFVBQVM7QUFDbkIsVUFBTSxXQUFXLE1BQU0sTUFBTSxZQUFZO0FBQ3pDLFVBQU0sU0FBUyxVQUFVO0FBQ3pCLFFBQUksQ0FBQyxRQUFRO0FBQ1gsWUFBTSxJQUFJLE1BQU0sa0NBQWtDO0FBQUEsSUFDcEQ7QUFDQSxVQUFNLE1BQU0sVUFBVSxDQUFDO0FBQUEsTUFDckIsSUFBSTtBQUFBLE1BQ0osTUFBTTtBQUFBLElBQ1IsQ0FBQyxHQUFHLE1BQU07QUFBQSxFQUNaO0FBQ0Y7QUFDQSxJQUFPLHdCQUFROyIsCiAgIm5hbWVzIjogW10KfQo=
