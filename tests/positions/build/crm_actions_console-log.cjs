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

// crm/actions/console-log.ts
var console_log_exports = {};
__export(console_log_exports, {
  action: () => action,
  default: () => console_log_default
});
module.exports = __toCommonJS(console_log_exports);
var z = __toESM(require("zod"), 1);
var action = {
  type: "action",
  description: "console and nango.log",
  version: "1.0.0",
  input: z.void(),
  output: z.object({
    ok: z.boolean()
  }),
  exec: async (nango) => {
    console.log("console.log line", {
      a: 1
    });
    console.error("console.error line");
    console.warn("console.warn line");
    await nango.log("plain");
    await nango.log("with object", {
      some: "object"
    });
    await nango.log("warn", {
      level: "warn"
    });
    await nango.log("error", {
      level: "error"
    });
    await nango.log("debug", {
      level: "debug"
    });
    await nango.log("multi\nline", "second", {
      level: "info"
    });
    console.log(JSON.stringify({
      fake: "json",
      ok: false
    }, null, 2));
    return {
      ok: true
    };
  }
};
var console_log_default = action;
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  action
});
//# sourceMappingURL=data:application/json;base64,ewogICJ2ZXJzaW9uIjogMywKICAic291cmNlcyI6IFsiY3JtL2FjdGlvbnMvY29uc29sZS1sb2cudHMiXSwKICAic291cmNlc0NvbnRlbnQiOiBbImltcG9ydCB7IGNyZWF0ZUFjdGlvbiB9IGZyb20gJ25hbmdvJztcbmltcG9ydCAqIGFzIHogZnJvbSAnem9kJztcbmV4cG9ydCBjb25zdCBhY3Rpb24gPSB7XG4gIHR5cGU6IFwiYWN0aW9uXCIsXG4gIGRlc2NyaXB0aW9uOiAnY29uc29sZSBhbmQgbmFuZ28ubG9nJyxcbiAgdmVyc2lvbjogJzEuMC4wJyxcbiAgaW5wdXQ6IHoudm9pZCgpLFxuICBvdXRwdXQ6IHoub2JqZWN0KHtcbiAgICBvazogei5ib29sZWFuKClcbiAgfSksXG4gIGV4ZWM6IGFzeW5jIG5hbmdvID0+IHtcbiAgICBjb25zb2xlLmxvZygnY29uc29sZS5sb2cgbGluZScsIHtcbiAgICAgIGE6IDFcbiAgICB9KTtcbiAgICBjb25zb2xlLmVycm9yKCdjb25zb2xlLmVycm9yIGxpbmUnKTtcbiAgICBjb25zb2xlLndhcm4oJ2NvbnNvbGUud2FybiBsaW5lJyk7XG4gICAgYXdhaXQgbmFuZ28ubG9nKCdwbGFpbicpO1xuICAgIGF3YWl0IG5hbmdvLmxvZygnd2l0aCBvYmplY3QnLCB7XG4gICAgICBzb21lOiAnb2JqZWN0J1xuICAgIH0pO1xuICAgIGF3YWl0IG5hbmdvLmxvZygnd2FybicsIHtcbiAgICAgIGxldmVsOiAnd2FybidcbiAgICB9KTtcbiAgICBhd2FpdCBuYW5nby5sb2coJ2Vycm9yJywge1xuICAgICAgbGV2ZWw6ICdlcnJvcidcbiAgICB9KTtcbiAgICBhd2FpdCBuYW5nby5sb2coJ2RlYnVnJywge1xuICAgICAgbGV2ZWw6ICdkZWJ1ZydcbiAgICB9KTtcbiAgICBhd2FpdCBuYW5nby5sb2coJ211bHRpXFxubGluZScsICdzZWNvbmQnLCB7XG4gICAgICBsZXZlbDogJ2luZm8nXG4gICAgfSk7XG4gICAgY29uc29sZS5sb2coSlNPTi5zdHJpbmdpZnkoe1xuICAgICAgZmFrZTogJ2pzb24nLFxuICAgICAgb2s6IGZhbHNlXG4gICAgfSwgbnVsbCwgMikpO1xuICAgIHJldHVybiB7XG4gICAgICBvazogdHJ1ZVxuICAgIH07XG4gIH1cbn07XG5leHBvcnQgZGVmYXVsdCBhY3Rpb247Il0sCiAgIm1hcHBpbmdzIjogIjs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7O0FBQUE7QUFBQTtBQUFBO0FBQUE7QUFBQTtBQUFBO0FBQ0EsUUFBbUI7QUFDWixJQUFNLFNBQVM7QUFBQSxFQUNwQixNQUFNO0FBQUEsRUFDTixhQUFhO0FBQUEsRUFDYixTQUFTO0FBQUEsRUFDVCxPQUFTLE9BQUs7QUFBQSxFQUNkLFFBQVUsU0FBTztBQUFBLElBQ2YsSUFBTSxVQUFRO0FBQUEsRUFDaEIsQ0FBQztBQUFBLEVBQ0QsTUFBTSxPQUFNLFVBQVM7QUFDbkIsWUFBUSxJQUFJLG9CQUFvQjtBQUFBLE1BQzlCLEdBQUc7QUFBQSxJQUNMLENBQUM7QUFDRCxZQUFRLE1BQU0sb0JBQW9CO0FBQ2xDLFlBQVEsS0FBSyxtQkFBbUI7QUFDaEMsVUFBTSxNQUFNLElBQUksT0FBTztBQUN2QixVQUFNLE1BQU0sSUFBSSxlQUFlO0FBQUEsTUFDN0IsTUFBTTtBQUFBLElBQ1IsQ0FBQztBQUNELFVBQU0sTUFBTSxJQUFJLFFBQVE7QUFBQSxNQUN0QixPQUFPO0FBQUEsSUFDVCxDQUFDO0FBQ0QsVUFBTSxNQUFNLElBQUksU0FBUztBQUFBLE1BQ3ZCLE9BQU87QUFBQSxJQUNULENBQUM7QUFDRCxVQUFNLE1BQU0sSUFBSSxTQUFTO0FBQUEsTUFDdkIsT0FBTztBQUFBLElBQ1QsQ0FBQztBQUNELFVBQU0sTUFBTSxJQUFJLGVBQWUsVUFBVTtBQUFBLE1BQ3ZDLE9BQU87QUFBQSxJQUNULENBQUM7QUFDRCxZQUFRLElBQUksS0FBSyxVQUFVO0FBQUEsTUFDekIsTUFBTTtBQUFBLE1BQ04sSUFBSTtBQUFBLElBQ04sR0FBRyxNQUFNLENBQUMsQ0FBQztBQUNYLFdBQU87QUFBQSxNQUNMLElBQUk7QUFBQSxJQUNOO0FBQUEsRUFDRjtBQUNGO0FBQ0EsSUFBTyxzQkFBUTsiLAogICJuYW1lcyI6IFtdCn0K
