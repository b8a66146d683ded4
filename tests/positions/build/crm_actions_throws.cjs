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

// crm/actions/throws.ts
var throws_exports = {};
__export(throws_exports, {
  action: () => action,
  default: () => throws_default
});
module.exports = __toCommonJS(throws_exports);
var z = __toESM(require("zod"), 1);
var Kind = z.object({
  kind: z.string()
});
var MyError = class extends Error {
  code = "MY_CODE";
  extra = {
    token: "secret-in-error"
  };
};
var action = {
  type: "action",
  description: "Throws many things",
  version: "1.0.0",
  input: Kind,
  output: z.object({
    ok: z.boolean()
  }),
  exec: async (nango, input) => {
    switch (input.kind) {
      case "string":
        throw "a string";
      case "undefined":
        throw void 0;
      case "object":
        throw {
          a: 1
        };
      case "error":
        throw new Error("plain error\nsecond line of the message");
      case "custom":
        throw new MyError("custom error");
      case "zod":
        Kind.parse({
          kind: 3
        });
        break;
      case "zodValidateInput":
        await nango.zodValidateInput({
          zodSchema: z.object({
            kind: z.number(),
            other: z.string()
          }),
          input
        });
        break;
      case "unhandled":
        void Promise.reject(new Error("unhandled rejection"));
        await new Promise((r) => setTimeout(r, 200));
        break;
      case "timer":
        setTimeout(() => {
          throw new Error("thrown in a timer");
        }, 10);
        await new Promise((r) => setTimeout(r, 200));
        break;
      case "reference":
        process.exit(3);
        break;
      case "fetch":
        await globalThis.fetch("http://127.0.0.1:9/");
        break;
      case "uncontrolled":
        await nango.uncontrolledFetch({
          url: new URL("http://127.0.0.1:9/")
        });
        break;
      case "deep":
        return {
          ok: deep(30) > 0
        };
      case "recursion":
        return {
          ok: forever(0) > 0
        };
    }
    return {
      ok: true
    };
  }
};
var throws_default = action;
function deep(n) {
  if (n === 0) {
    throw new RangeError("deep stack");
  }
  return deep(n - 1) + 1;
}
function forever(n) {
  return forever(n + 1) + 1;
}
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  action
});
//# sourceMappingURL=data:application/json;base64,ewogICJ2ZXJzaW9uIjogMywKICAic291cmNlcyI6IFsiY3JtL2FjdGlvbnMvdGhyb3dzLnRzIl0sCiAgInNvdXJjZXNDb250ZW50IjogWyJpbXBvcnQgeyBjcmVhdGVBY3Rpb24gfSBmcm9tICduYW5nbyc7XG5pbXBvcnQgKiBhcyB6IGZyb20gJ3pvZCc7XG5jb25zdCBLaW5kID0gei5vYmplY3Qoe1xuICBraW5kOiB6LnN0cmluZygpXG59KTtcbmNsYXNzIE15RXJyb3IgZXh0ZW5kcyBFcnJvciB7XG4gIGNvZGUgPSAnTVlfQ09ERSc7XG4gIGV4dHJhID0ge1xuICAgIHRva2VuOiAnc2VjcmV0LWluLWVycm9yJ1xuICB9O1xufVxuZXhwb3J0IGNvbnN0IGFjdGlvbiA9IHtcbiAgdHlwZTogXCJhY3Rpb25cIixcbiAgZGVzY3JpcHRpb246ICdUaHJvd3MgbWFueSB0aGluZ3MnLFxuICB2ZXJzaW9uOiAnMS4wLjAnLFxuICBpbnB1dDogS2luZCxcbiAgb3V0cHV0OiB6Lm9iamVjdCh7XG4gICAgb2s6IHouYm9vbGVhbigpXG4gIH0pLFxuICBleGVjOiBhc3luYyAobmFuZ28sIGlucHV0KSA9PiB7XG4gICAgc3dpdGNoIChpbnB1dC5raW5kKSB7XG4gICAgICBjYXNlICdzdHJpbmcnOlxuICAgICAgICB0aHJvdyAnYSBzdHJpbmcnO1xuICAgICAgY2FzZSAndW5kZWZpbmVkJzpcbiAgICAgICAgdGhyb3cgdW5kZWZpbmVkO1xuICAgICAgY2FzZSAnb2JqZWN0JzpcbiAgICAgICAgdGhyb3cge1xuICAgICAgICAgIGE6IDFcbiAgICAgICAgfTtcbiAgICAgIGNhc2UgJ2Vycm9yJzpcbiAgICAgICAgdGhyb3cgbmV3IEVycm9yKCdwbGFpbiBlcnJvclxcbnNlY29uZCBsaW5lIG9mIHRoZSBtZXNzYWdlJyk7XG4gICAgICBjYXNlICdjdXN0b20nOlxuICAgICAgICB0aHJvdyBuZXcgTXlFcnJvcignY3VzdG9tIGVycm9yJyk7XG4gICAgICBjYXNlICd6b2QnOlxuICAgICAgICBLaW5kLnBhcnNlKHtcbiAgICAgICAgICBraW5kOiAzXG4gICAgICAgIH0pO1xuICAgICAgICBicmVhaztcbiAgICAgIGNhc2UgJ3pvZFZhbGlkYXRlSW5wdXQnOlxuICAgICAgICBhd2FpdCBuYW5nby56b2RWYWxpZGF0ZUlucHV0KHtcbiAgICAgICAgICB6b2RTY2hlbWE6IHoub2JqZWN0KHtcbiAgICAgICAgICAgIGtpbmQ6IHoubnVtYmVyKCksXG4gICAgICAgICAgICBvdGhlcjogei5zdHJpbmcoKVxuICAgICAgICAgIH0pLFxuICAgICAgICAgIGlucHV0XG4gICAgICAgIH0pO1xuICAgICAgICBicmVhaztcbiAgICAgIGNhc2UgJ3VuaGFuZGxlZCc6XG4gICAgICAgIHZvaWQgUHJvbWlzZS5yZWplY3QobmV3IEVycm9yKCd1bmhhbmRsZWQgcmVqZWN0aW9uJykpO1xuICAgICAgICBhd2FpdCBuZXcgUHJvbWlzZShyID0+IHNldFRpbWVvdXQociwgMjAwKSk7XG4gICAgICAgIGJyZWFrO1xuICAgICAgY2FzZSAndGltZXInOlxuICAgICAgICBzZXRUaW1lb3V0KCgpID0+IHtcbiAgICAgICAgICB0aHJvdyBuZXcgRXJyb3IoJ3Rocm93biBpbiBhIHRpbWVyJyk7XG4gICAgICAgIH0sIDEwKTtcbiAgICAgICAgYXdhaXQgbmV3IFByb21pc2UociA9PiBzZXRUaW1lb3V0KHIsIDIwMCkpO1xuICAgICAgICBicmVhaztcbiAgICAgIGNhc2UgJ3JlZmVyZW5jZSc6XG4gICAgICAgIChwcm9jZXNzIGFzIGFueSkuZXhpdCgzKTtcbiAgICAgICAgYnJlYWs7XG4gICAgICBjYXNlICdmZXRjaCc6XG4gICAgICAgIC8vIGVzbGludC1kaXNhYmxlLW5leHQtbGluZVxuICAgICAgICBhd2FpdCAoZ2xvYmFsVGhpcyBhcyBhbnkpLmZldGNoKCdodHRwOi8vMTI3LjAuMC4xOjkvJyk7XG4gICAgICAgIGJyZWFrO1xuICAgICAgY2FzZSAndW5jb250cm9sbGVkJzpcbiAgICAgICAgYXdhaXQgbmFuZ28udW5jb250cm9sbGVkRmV0Y2goe1xuICAgICAgICAgIHVybDogbmV3IFVSTCgnaHR0cDovLzEyNy4wLjAuMTo5LycpXG4gICAgICAgIH0pO1xuICAgICAgICBicmVhaztcbiAgICAgIGNhc2UgJ2RlZXAnOlxuICAgICAgICByZXR1cm4ge1xuICAgICAgICAgIG9rOiBkZWVwKDMwKSA+IDBcbiAgICAgICAgfTtcbiAgICAgIGNhc2UgJ3JlY3Vyc2lvbic6XG4gICAgICAgIHJldHVybiB7XG4gICAgICAgICAgb2s6IGZvcmV2ZXIoMCkgPiAwXG4gICAgICAgIH07XG4gICAgfVxuICAgIHJldHVybiB7XG4gICAgICBvazogdHJ1ZVxuICAgIH07XG4gIH1cbn07XG5leHBvcnQgZGVmYXVsdCBhY3Rpb247XG5mdW5jdGlvbiBkZWVwKG46IG51bWJlcik6IG51bWJlciB7XG4gIGlmIChuID09PSAwKSB7XG4gICAgdGhyb3cgbmV3IFJhbmdlRXJyb3IoJ2RlZXAgc3RhY2snKTtcbiAgfVxuICByZXR1cm4gZGVlcChuIC0gMSkgKyAxO1xufVxuZnVuY3Rpb24gZm9yZXZlcihuOiBudW1iZXIpOiBudW1iZXIge1xuICByZXR1cm4gZm9yZXZlcihuICsgMSkgKyAxO1xufSJdLAogICJtYXBwaW5ncyI6ICI7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7OztBQUFBO0FBQUE7QUFBQTtBQUFBO0FBQUE7QUFBQTtBQUNBLFFBQW1CO0FBQ25CLElBQU0sT0FBUyxTQUFPO0FBQUEsRUFDcEIsTUFBUSxTQUFPO0FBQ2pCLENBQUM7QUFDRCxJQUFNLFVBQU4sY0FBc0IsTUFBTTtBQUFBLEVBQzFCLE9BQU87QUFBQSxFQUNQLFFBQVE7QUFBQSxJQUNOLE9BQU87QUFBQSxFQUNUO0FBQ0Y7QUFDTyxJQUFNLFNBQVM7QUFBQSxFQUNwQixNQUFNO0FBQUEsRUFDTixhQUFhO0FBQUEsRUFDYixTQUFTO0FBQUEsRUFDVCxPQUFPO0FBQUEsRUFDUCxRQUFVLFNBQU87QUFBQSxJQUNmLElBQU0sVUFBUTtBQUFBLEVBQ2hCLENBQUM7QUFBQSxFQUNELE1BQU0sT0FBTyxPQUFPLFVBQVU7QUFDNUIsWUFBUSxNQUFNLE1BQU07QUFBQSxNQUNsQixLQUFLO0FBQ0gsY0FBTTtBQUFBLE1BQ1IsS0FBSztBQUNILGNBQU07QUFBQSxNQUNSLEtBQUs7QUFDSCxjQUFNO0FBQUEsVUFDSixHQUFHO0FBQUEsUUFDTDtBQUFBLE1BQ0YsS0FBSztBQUNILGNBQU0sSUFBSSxNQUFNLHlDQUF5QztBQUFBLE1BQzNELEtBQUs7QUFDSCxjQUFNLElBQUksUUFBUSxjQUFjO0FBQUEsTUFDbEMsS0FBSztBQUNILGFBQUssTUFBTTtBQUFBLFVBQ1QsTUFBTTtBQUFBLFFBQ1IsQ0FBQztBQUNEO0FBQUEsTUFDRixLQUFLO0FBQ0gsY0FBTSxNQUFNLGlCQUFpQjtBQUFBLFVBQzNCLFdBQWEsU0FBTztBQUFBLFlBQ2xCLE1BQVEsU0FBTztBQUFBLFlBQ2YsT0FBUyxTQUFPO0FBQUEsVUFDbEIsQ0FBQztBQUFBLFVBQ0Q7QUFBQSxRQUNGLENBQUM7QUFDRDtBQUFBLE1BQ0YsS0FBSztBQUNILGFBQUssUUFBUSxPQUFPLElBQUksTUFBTSxxQkFBcUIsQ0FBQztBQUNwRCxjQUFNLElBQUksUUFBUSxPQUFLLFdBQVcsR0FBRyxHQUFHLENBQUM7QUFDekM7QUFBQSxNQUNGLEtBQUs7QUFDSCxtQkFBVyxNQUFNO0FBQ2YsZ0JBQU0sSUFBSSxNQUFNLG1CQUFtQjtBQUFBLFFBQ3JDLEdBQUcsRUFBRTtBQUNMLGNBQU0sSUFBSSxRQUFRLE9BQUssV0FBVyxHQUFHLEdBQUcsQ0FBQztBQUN6QztBQUFBLE1BQ0YsS0FBSztBQUNILFFBQUMsUUFBZ0IsS0FBSyxDQUFDO0FBQ3ZCO0FBQUEsTUFDRixLQUFLO0FBRUgsY0FBTyxXQUFtQixNQUFNLHFCQUFxQjtBQUNyRDtBQUFBLE1BQ0YsS0FBSztBQUNILGNBQU0sTUFBTSxrQkFBa0I7QUFBQSxVQUM1QixLQUFLLElBQUksSUFBSSxxQkFBcUI7QUFBQSxRQUNwQyxDQUFDO0FBQ0Q7QUFBQSxNQUNGLEtBQUs7QUFDSCxlQUFPO0FBQUEsVUFDTCxJQUFJLEtBQUssRUFBRSxJQUFJO0FBQUEsUUFDakI7QUFBQSxNQUNGLEtBQUs7QUFDSCxlQUFPO0FBQUEsVUFDTCxJQUFJLFFBQVEsQ0FBQyxJQUFJO0FBQUEsUUFDbkI7QUFBQSxJQUNKO0FBQ0EsV0FBTztBQUFBLE1BQ0wsSUFBSTtBQUFBLElBQ047QUFBQSxFQUNGO0FBQ0Y7QUFDQSxJQUFPLGlCQUFRO0FBQ2YsU0FBUyxLQUFLLEdBQW1CO0FBQy9CLE1BQUksTUFBTSxHQUFHO0FBQ1gsVUFBTSxJQUFJLFdBQVcsWUFBWTtBQUFBLEVBQ25DO0FBQ0EsU0FBTyxLQUFLLElBQUksQ0FBQyxJQUFJO0FBQ3ZCO0FBQ0EsU0FBUyxRQUFRLEdBQW1CO0FBQ2xDLFNBQU8sUUFBUSxJQUFJLENBQUMsSUFBSTtBQUMxQjsiLAogICJuYW1lcyI6IFtdCn0K
