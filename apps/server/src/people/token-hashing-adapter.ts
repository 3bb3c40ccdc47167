import type { DBAdapter } from 'better-auth'
import { hashOf } from '../platform/access/identities.js'

type Adapter = DBAdapter
type Row = Record<string, unknown>
type Where = { field: string; value: unknown }

/**
 * Keeps session tokens as hashes: what somebody reads out of the database opens no session. better-auth looks
 * sessions up by token and hands the token out when it makes one, so the hash is put in and taken out around it.
 */
export function hashingSessionTokens(adapter: Adapter): Adapter {
  const hashed = (model: string, where: readonly Where[] | undefined) =>
    where?.map((part) =>
      model === 'session' && part.field === 'token' ? { ...part, value: hashValue(part.value) } : part,
    )
  const restored = (row: unknown, token: unknown): unknown =>
    typeof row === 'object' && row !== null && typeof token === 'string' ? { ...row, token } : row
  const tokenIn = (model: string, where: readonly Where[] | undefined) =>
    model === 'session' ? where?.find((part) => part.field === 'token')?.value : undefined

  const wrapped = {
    ...adapter,
    create: async (input: { model: string; data: Row }) => {
      if (input.model !== 'session') return adapter.create(input as never)
      const token = input.data['token']
      return restored(
        await adapter.create({ ...input, data: { ...input.data, token: hashValue(token) } } as never),
        token,
      )
    },
    findOne: async (input: { model: string; where: Where[] }) =>
      restored(
        await adapter.findOne({ ...input, where: hashed(input.model, input.where) } as never),
        tokenIn(input.model, input.where),
      ),
    findMany: (input: { model: string; where?: Where[] }) =>
      adapter.findMany({ ...input, where: hashed(input.model, input.where) } as never),
    update: async (input: { model: string; where: Where[] }) =>
      restored(
        await adapter.update({ ...input, where: hashed(input.model, input.where) } as never),
        tokenIn(input.model, input.where),
      ),
    updateMany: (input: { model: string; where: Where[] }) =>
      adapter.updateMany({ ...input, where: hashed(input.model, input.where) } as never),
    delete: (input: { model: string; where: Where[] }) =>
      adapter.delete({ ...input, where: hashed(input.model, input.where) } as never),
    deleteMany: (input: { model: string; where: Where[] }) =>
      adapter.deleteMany({ ...input, where: hashed(input.model, input.where) } as never),
    transaction: <R>(work: (tx: Adapter) => Promise<R>) =>
      adapter.transaction((tx) => work(hashingSessionTokens(tx as Adapter) as never)),
  }
  return wrapped as unknown as Adapter
}

function hashValue(value: unknown): unknown {
  if (typeof value === 'string') return hashOf(value)
  return Array.isArray(value) ? value.map(hashValue) : value
}
