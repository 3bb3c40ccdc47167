import { fromDocument, isJsonObject, type JsonObject, toDocument, type UplinkMessage } from '@maestro/contract/devices'
import { HIDDEN_SECRET } from '@maestro/domain'
import { isSecret } from '../configuration/secrets.js'

/** A report without the values of secrets: a device may repeat what it was told, and Maestro keeps no secret open. */
export function withoutSecrets(message: UplinkMessage): UplinkMessage {
  const settings = message.kind === 'reported' ? message.body.patch?.settings : undefined
  if (message.kind !== 'reported' || !settings) return message
  const secrets = Object.keys(fromDocument(settings)).filter(isSecret)
  if (secrets.length === 0) return message
  const hidden = toDocument(Object.fromEntries(secrets.map((key) => [key, HIDDEN_SECRET])))
  const patch = { ...message.body.patch, settings: overlay(settings, hidden) }
  return { ...message, body: { ...message.body, patch } }
}

function overlay(document: JsonObject, over: JsonObject): JsonObject {
  const entries = Object.entries(over).map(([name, value]) => {
    const below = document[name]
    return [name, isJsonObject(value) && isJsonObject(below) ? overlay(below, value) : value] as const
  })
  return { ...document, ...Object.fromEntries(entries) }
}
