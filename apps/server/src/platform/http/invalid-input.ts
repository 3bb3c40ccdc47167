/** Input that does not have the shape the contract asks for; the messages are already in the caller's language. */
export class InvalidInput extends Error {
  constructor(readonly fields: readonly { readonly path: string; readonly message: string }[]) {
    super('request.invalid')
  }
}
