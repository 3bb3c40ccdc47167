/** The key ring's work, for features that keep secrets: what is sealed, what is only recognized. */
export { deriveKey, type KeyRing, lookupHash, seal, unseal } from '@maestro/database'
