import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, expect, type Page, request } from '@playwright/test'

export type DemoRole = 'IT admin' | 'Auditor' | 'Partner' | 'Operator'
export type PageLanguage = 'en-GB' | 'de-DE'

export interface Account {
  email: string
  password: string
}

interface SignIn extends Account {
  role: DemoRole
}

const folder = process.env['MAESTRO_E2E_DATA'] ?? '.data'
const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'))
const origin = process.env['MAESTRO_E2E_URL'] ?? 'http://localhost:8300'

export function signInOf(role: DemoRole): SignIn {
  const found = (read('sign-ins.json') as SignIn[]).find((signIn) => signIn.role === role)
  if (!found) throw new Error(`The demo has no sign-in for "${role}"`)
  return found
}

/** A key for one unit of dual screen that the demo's partner has issued. */
export function demoLicenseKey(): string {
  const [key] = (read('demo.json') as { licenseKeys: string[] }).licenseKeys
  if (key === undefined) throw new Error('The demo has no licence key left')
  return key
}

type Cookies = Awaited<ReturnType<Awaited<ReturnType<typeof request.newContext>>['storageState']>>
const remembered = new Map<string, Cookies>()

/** Signs in once per account, so that the throttle on guesses is not what is tested. */
async function cookiesOf(who: DemoRole | Account): Promise<Cookies> {
  const { email, password } = typeof who === 'string' ? signInOf(who) : who
  const known = remembered.get(email)
  if (known) return known
  const context = await request.newContext({ baseURL: origin, extraHTTPHeaders: { origin } })
  const answer = await context.post('/api/auth/sign-in/email', { data: { email, password } })
  expect(answer.ok()).toBe(true)
  const cookies = await context.storageState()
  await context.dispose()
  remembered.set(email, cookies)
  return cookies
}

interface Look {
  language?: PageLanguage
  dark?: boolean
  phone?: boolean
}

/** A browser window of its own in which somebody is signed in. */
export async function windowOf(browser: Browser, who: DemoRole | Account | null, look: Look = {}): Promise<Page> {
  const context = await browser.newContext({
    baseURL: origin,
    locale: look.language ?? 'en-GB',
    timezoneId: 'Europe/Berlin',
    colorScheme: look.dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    viewport: look.phone ? { width: 390, height: 844 } : { width: 1360, height: 850 },
    ...(who && { storageState: await cookiesOf(who) }),
  })
  return context.newPage()
}

/** The first organization of whoever is signed in. */
export async function organizationOf(page: Page): Promise<{ id: string; slug: string }> {
  const answer = await page.request.get('/api/v1/me')
  const me = (await answer.json()) as { organizations: { id: string; slug: string }[] }
  const [first] = me.organizations
  if (!first) throw new Error('The demo person belongs to no organization')
  return first
}

interface Thing {
  id: string
  name: string
}

async function listed(page: Page, path: string): Promise<Thing[]> {
  const { id } = await organizationOf(page)
  const answer = await page.request.get(`/api/v1/organizations/${id}${path}`)
  expect(answer.ok()).toBe(true)
  return ((await answer.json()) as { items: Thing[] }).items
}

export async function idOf(page: Page, kind: 'rooms' | 'devices', name: string): Promise<string> {
  const found = (await listed(page, `/${kind}?limit=200`)).find((thing) => thing.name === name)
  if (!found) throw new Error(`The demo has no ${name} among its ${kind}`)
  return found.id
}

/** The first thing of a list. */
export async function firstOf(page: Page, path: string): Promise<string> {
  const [first] = await listed(page, path)
  if (!first) throw new Error(`The demo has nothing in ${path}`)
  return first.id
}

/** Makes a thing over the API, as the console would. */
export async function made(page: Page, path: string, data: object): Promise<Thing> {
  const { id } = await organizationOf(page)
  const answer = await page.request.post(`/api/v1/organizations/${id}${path}`, {
    data,
    headers: { origin, 'idempotency-key': crypto.randomUUID() },
  })
  expect(answer.ok(), await answer.text()).toBe(true)
  return (await answer.json()) as Thing
}

/** The thing of that name; made when it is not there yet. */
async function foundOrMade(page: Page, path: string, name: string, rest: object): Promise<string> {
  const found = (await listed(page, `${path}?limit=200`)).find((thing) => thing.name === name)
  return (found ?? (await made(page, path, { name, ...rest }))).id
}

/** A profile to look at, with a lock and a secret. */
export const aProfile = (page: Page): Promise<string> =>
  foundOrMade(page, '/profiles', 'Looked-at profile', {
    description: 'For photographs',
    values: { 'display.monitors': 'Single', 'standby.delayMinutes': 15, 'network.proxy.password': 'not shown' },
    locked: ['standby.delayMinutes'],
  })

/** A group that devices join by themselves. */
export const aGroup = (page: Page): Promise<string> =>
  foundOrMade(page, '/groups', 'Looked-at group', { rule: { model: ['gtm-5140'] } })

/** A customer with nothing in it, and the accounts of its two people: the owner, and an admin beside her. */
export async function aCompany(browser: Browser, name: string): Promise<{ owner: Account; admin: Account }> {
  const partner = await windowOf(browser, 'Partner')
  const ownersMail = `owner-${crypto.randomUUID()}@company.example`
  const created = (await made(partner, '/customers', {
    name,
    owner: { name: 'Olga Owner', email: ownersMail },
  })) as unknown as { owner: { password: string } }
  await partner.context().close()
  const owner = { email: ownersMail, password: created.owner.password }
  const page = await windowOf(browser, owner)
  const email = `admin-${crypto.randomUUID()}@company.example`
  const added = (await made(page, '/people', { name: 'Adam Admin', email, role: 'admin' })) as unknown as {
    password: string
  }
  await page.context().close()
  return { owner, admin: { email, password: added.password } }
}

/** A key for so many units of dual screen, which anybody may type; issued by the demo's partner. */
export async function aLicenseKey(browser: Browser, units: number): Promise<string> {
  const partner = await windowOf(browser, 'Partner')
  const pools = (await listed(partner, '/licenses/pools?limit=200')) as unknown as { id: string; featureKey: string }[]
  const poolId = pools.find((pool) => pool.featureKey === 'dual-screen')?.id
  const { text } = (await made(partner, '/licenses/keys', { poolId, units })) as unknown as { text: string }
  await partner.context().close()
  return text
}
