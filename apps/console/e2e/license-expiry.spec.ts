import { expect, type Page, test } from '@playwright/test'
import { orderEnds } from './calendar.js'
import { aCompany, made, organizationOf, windowOf } from './demo.js'
import { expectAccessible, photograph, settled } from './looks.js'
import { type PretendDevice, PretendFleet } from './pretend.js'

test.describe.configure({ mode: 'serial' })

const fleet = new PretendFleet()
const run = Date.now() % 1_000_000
const company = `Speicher ${run}`
const order = `PO-EXPIRY-${run}`
const DAY = 86_400_000
const until = new Date(Date.now() + 30 * DAY)
/** So many seconds for people to see that something is over before it is. */
const SOON = 4_000
let people: Awaited<ReturnType<typeof aCompany>>
let page: Page
let partner: Page
let operator: Page
let home: string
let device: PretendDevice

test.beforeAll(async ({ browser }) => {
  people = await aCompany(browser, company)
  page = await windowOf(browser, people.owner)
  partner = await windowOf(browser, 'Partner')
  operator = await windowOf(browser, 'Operator')
  home = `/o/${(await organizationOf(page)).slug}`
  const building = await fleet.build(page, company, 1)
  if (!building.devices[0]) throw new Error('The building has no device')
  device = building.devices[0]
  await fleet.start(page)
})
test.afterAll(async () => {
  await fleet.stop()
  for (const one of [page, partner, operator]) await one.context().close()
})

const licenses = () => page.locator('section', { has: page.getByRole('heading', { name: 'Active licences' }) })
const file = () => page.locator('section', { has: page.getByRole('heading', { name: 'Licence file' }) })
const tab = (name: string) => `${home}/devices/${device.id}?tab=${name}`
const deviceSays = (path: string) => page.locator('dl > div', { hasText: path })

async function lookAt(name: string) {
  await page.goto(tab(name))
  await settled(page)
}

async function poolOf(who: Page): Promise<{ id: string }> {
  const { id } = await organizationOf(who)
  const answer = await who.request.get(`/api/v1/organizations/${id}/licenses/pools?orderNumber=${order}`)
  const [pool] = ((await answer.json()) as { items: { id: string }[] }).items
  if (!pool) throw new Error(`Nobody has given anything out of ${order}`)
  return pool
}

test('the operator fills an order, the partner issues a key out of it, and the device confirms it', async () => {
  const pool = await made(operator, '/licenses/pools', {
    featureKey: 'dual-screen',
    units: 10,
    validUntil: until.toISOString(),
    graceDays: 1,
    orderNumber: order,
  })
  const { id: customerId } = await organizationOf(partner)
  await made(operator, `/licenses/pools/${pool.id}/moves`, { customerId, units: 5, why: 'Ordered' })

  await partner.goto(`/o/${(await organizationOf(partner)).slug}/licenses/pools/${(await poolOf(partner)).id}`)
  await settled(partner)
  await partner.getByRole('button', { name: 'Issue keys…' }).click()
  const dialog = partner.getByRole('dialog', { name: 'Issue licence keys' })
  await dialog.getByRole('button', { name: 'Issue 1 key' }).click()
  const key = (await partner.getByRole('dialog', { name: 'Licence key' }).locator('.mono').innerText()).trim()
  expect(key).toMatch(/^([0-9A-Z]{5}-){3}[0-9A-Z]{5}$/)

  await lookAt('licenses')
  await page.getByRole('button', { name: 'Activate licence…' }).first().click()
  const activate = page.getByRole('dialog', { name: /^Activate a licence on/ })
  await activate.getByLabel('Licence key').fill(key)
  await activate.getByRole('button', { name: 'Activate key' }).click()
  await expect(licenses()).toContainText('Confirmed on the device')
})

test('the forecast shows on which day the device loses the feature, grace included', async () => {
  const drops = new Date(until.getTime() + DAY)
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin' }).format(drops)
  await page.goto(`${home}/licenses/forecast`)
  await settled(page)
  const days = page.getByRole('list', { name: 'Days on which features drop' }).getByRole('listitem')
  await expect(days).toHaveCount(1)
  await expect(days.locator('time')).toHaveAttribute('datetime', day)
  await expect(days).toContainText('Dual screen −1')
  await days.getByRole('button', { name: /^Show the devices of/ }).click()
  await expect(page.getByRole('dialog').getByRole('link', { name: device.name })).toBeVisible()
  await expectAccessible(page)
  await photograph(page, 'license-expiry-1-forecast')
})

test('the term ends while she looks: the device keeps the feature through its grace, and the overview says so', async () => {
  await lookAt('licenses')
  await expect(file()).toContainText('Held by the device')
  await orderEnds(order, new Date(Date.now() + SOON))
  await expect(licenses()).toContainText('Ended; in grace until')
  await expect(licenses()).toContainText('Confirmed on the device')
  await expectAccessible(page)
  await photograph(page, 'license-expiry-2-grace')
  await lookAt('overview')
  await expect(deviceSays('license.features[1]')).toContainText('dual-screen')
  await page.goto(home)
  await settled(page)
  const notices = page.locator('section', { has: page.getByRole('heading', { name: 'Licences that end' }) })
  await expect(notices).toContainText('In grace')
  await photograph(page, 'license-expiry-3-notice')
  await partner.goto(`/o/${(await organizationOf(partner)).slug}/licenses`)
  await settled(partner)
  const position = partner.getByRole('listitem').filter({ has: partner.getByRole('heading', { name: 'Dual screen' }) })
  await expect(position).toContainText(/Not usable\s*[1-9]/)
})

test('the grace ends: the feature drops, and the device says that it has it no more', async () => {
  await lookAt('licenses')
  await orderEnds(order, new Date(Date.now() - DAY + SOON))
  await expect(licenses()).toContainText('Dropped')
  await expect(licenses()).toContainText('The units have expired and the grace is over')
  await expect(file()).toContainText('Held by the device')
  await expect(file()).not.toContainText('Dual screen')
  await expectAccessible(page)
  await photograph(page, 'license-expiry-4-dropped')
  await lookAt('overview')
  await expect(deviceSays('license.issue')).toBeVisible()
  await expect(deviceSays('license.features[1]')).toHaveCount(0)
})

test('the operator renews its order, and everything it gave out comes back, on the device too', async () => {
  const { slug } = await organizationOf(operator)
  await operator.goto(`/o/${slug}/licenses/pools/${(await poolOf(operator)).id}`)
  await settled(operator)
  await operator.getByRole('button', { name: 'More actions on this pool' }).click()
  await operator.getByRole('menuitem', { name: 'Change…' }).click()
  const dialog = operator.getByRole('dialog')
  const renewed = new Date(Date.now() + 300 * DAY).toISOString().slice(0, 10)
  await dialog.getByLabel('Until').fill(renewed)
  await expectAccessible(operator)
  await photograph(operator, 'license-expiry-5-renew')
  await lookAt('licenses')
  await dialog.getByRole('button', { name: 'Change pool' }).click()
  await expect(licenses()).toContainText('Confirmed on the device')
  await expect(licenses()).not.toContainText('Dropped')
  await expect(file()).toContainText('Dual screen')
  await photograph(page, 'license-expiry-6-back')
  await lookAt('overview')
  await expect(deviceSays('license.features[1]')).toContainText('dual-screen')
  await page.goto(`${home}/licenses/forecast`)
  await settled(page)
  const days = page.getByRole('list', { name: 'Days on which features drop' }).getByRole('listitem')
  await expect(days.locator('time')).toHaveAttribute('datetime', new RegExp(`^${Number(renewed.slice(0, 4))}-`))
})
