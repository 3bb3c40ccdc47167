export { deriveKey, lookupHash, seal, unseal } from '@maestro/database'
