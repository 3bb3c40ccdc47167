/** Facts that fill the sentence of a refusal: names, limits, allowed values. Never a secret. */
export type RefusalParams = Readonly<Record<string, string | number | boolean | null | readonly string[]>>

export type Refusal<Code extends string> = {
  readonly ok: false
  /** `noun.reason`, stable; doors map it to a status and to words. */
  readonly code: Code
  readonly params: RefusalParams
}

/** What a rule answers: granted, with whatever it found out, or refused with one code. */
export type Decision<Code extends string, Granted extends object = object> =
  | ({ readonly ok: true } & Granted)
  | Refusal<Code>

export function refuse<Code extends string>(code: Code, params: RefusalParams = {}): Refusal<Code> {
  return { ok: false, code, params }
}
