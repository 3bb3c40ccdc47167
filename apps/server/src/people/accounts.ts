import { randomInt } from 'node:crypto'
import type { Language } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { v7 as uuidv7 } from 'uuid'
import { Identities } from '../platform/access/identities.js'
import { SignIn } from './sign-in.js'

export type Account = {
  readonly personId: string
  readonly email: string
  readonly name: string
  readonly password: string | null
}

const ALPHABET = 'abcdefghjkmnpqrstuvwxyzACDEFGHJKLMNPQRTUVWXYZ234679'

/** Accounts of people: found by address, or made with a first password that is shown once. */
@Injectable()
export class Accounts {
  constructor(
    private readonly identities: Identities,
    private readonly signIn: SignIn,
  ) {}

  /** The account of an address; `password` is null when it was there already. */
  async findOrCreate(input: { name: string; email: string; language?: Language; password?: string }): Promise<Account> {
    const email = input.email.trim().toLowerCase()
    const known = await this.find(email)
    if (known) return known
    const personId = uuidv7()
    const password = input.password ?? newPassword()
    const hash = await this.signIn.hashPassword(password)
    const { rowCount } = await this.identities.pool.query(
      `WITH person AS (INSERT INTO people (id, name, email, language) VALUES ($1, $2, $3, $4) ON CONFLICT (email) DO NOTHING RETURNING id, name, email),
            account AS (INSERT INTO auth."user" (id, name, email, "emailVerified") SELECT id, name, email, true FROM person RETURNING id)
       INSERT INTO auth.account (id, "accountId", "providerId", "userId", password) SELECT $5, id::text, 'credential', id, $6 FROM account`,
      [personId, input.name, email, input.language ?? null, uuidv7(), hash],
    )
    if (rowCount === 1) return { personId, email, name: input.name, password }
    // Somebody else made the same account at this very moment.
    const others = await this.find(email)
    if (!others) throw new Error(`The account of ${personId} was neither made nor found.`)
    return others
  }

  private async find(email: string): Promise<Account | null> {
    const { rows } = await this.identities.pool.query('SELECT id, name FROM auth."user" WHERE email = $1', [email])
    const known = rows[0] as { id: string; name: string } | undefined
    return known ? { personId: known.id, email, name: known.name, password: null } : null
  }
}

/** 16 characters without look-alikes: about 90 bits. */
function newPassword(): string {
  const groups = Array.from({ length: 4 }, () =>
    Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join(''),
  )
  return groups.join('-')
}
