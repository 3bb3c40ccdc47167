export type Json = null | boolean | number | string | readonly Json[] | JsonObject
export type JsonObject = { readonly [key: string]: Json }

/** Whether no member lies deeper than `maximum`: to be asked of what devices send before anything walks through it. */
export function isWithinDepth(value: Json, maximum: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  return maximum > 0 && Object.values(value).every((member) => isWithinDepth(member, maximum - 1))
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
