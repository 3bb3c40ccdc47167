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
    const found = await this.identities.pool.query('SELECT id, name FROM auth."user" WHERE email = $1', [email])
    const known = found.rows[0] as { id: string; name: string } | undefined
    if (known) return { personId: known.id, email, name: known.name, password: null }
    const personId = uuidv7()
    const password = input.password ?? newPassword()
    const hash = await this.signIn.hashPassword(password)
    await this.identities.pool.query(
      `WITH person AS (INSERT INTO people (id, name, email, language) VALUES ($1, $2, $3, $4)),
            account AS (INSERT INTO auth."user" (id, name, email, "emailVerified") VALUES ($1, $2, $3, true) RETURNING id)
       INSERT INTO auth.account (id, "accountId", "providerId", "userId", password) SELECT $5, id::text, 'credential', id, $6 FROM account`,
      [personId, input.name, email, input.language ?? null, uuidv7(), hash],
    )
    return { personId, email, name: input.name, password }
  }
}

/** 16 characters without look-alikes: about 90 bits. */
function newPassword(): string {
  const groups = Array.from({ length: 4 }, () =>
    Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join(''),
  )
  return groups.join('-')
}
