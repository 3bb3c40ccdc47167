const CONCRETE = /^([a-zA-Z][a-zA-Z0-9.]*)\[([1-9]\d{0,3})\]((?:\.[a-zA-Z0-9.]+)?)$/u

/** `display[2].role` → `display[n].role` and 2. A key without an index is its own template. */
export function parseSettingKey(key: string): { readonly template: string; readonly index: number | null } {
  const match = CONCRETE.exec(key)
  if (match === null) return { template: key, index: null }
  return { template: `${match[1]}[n]${match[3]}`, index: Number(match[2]) }
}

/** `display[n].role` and 2 → `display[2].role`. */
export function settingKeyAt(template: string, index: number): string {
  return template.replace('[n]', `[${index}]`)
}
