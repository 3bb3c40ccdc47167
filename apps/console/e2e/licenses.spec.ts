import { expect, type Page, test } from '@playwright/test'
import { made, organizationOf, windowOf } from './demo.js'
import { expectAccessible, photograph, settled } from './looks.js'

test.describe.configure({ mode: 'serial' })

const run = Date.now() % 1_000_000
const reference = `PO-E2E-${run}`
let partner: Page
let admin: Page
let partnerHome: string
let home: string
let keyText: string
let poolAddress: string

test.beforeAll(async ({ browser }) => {
  partner = await windowOf(browser, 'Partner')
  admin = await windowOf(browser, 'IT admin')
  partnerHome = `/o/${(await organizationOf(partner)).slug}`
  home = `/o/${(await organizationOf(admin)).slug}`
})
test.afterAll(async () => {
  await partner.context().close()
  await admin.context().close()
})

/** A room system without a link, so that nothing waits for it. */
async function aDevice(): Promise<{ id: string; name: string }> {
  const name = `Licensed ${run}`
  return made(admin, '/devices', { modelKey: 'gtm-5140', serial: `E2E-LICENSED-${run}`, name })
}

test('a partner issues keys: many as a file, one to print with its QR code', async () => {
  await partner.goto(`${partnerHome}/licenses/keys`)
  await settled(partner)
  await partner.getByRole('button', { name: 'Issue keys…' }).click()
  const many = partner.getByRole('dialog', { name: 'Issue licence keys' })
  await many.getByLabel('Out of which pool').selectOption({ label: await dualScreenOption(partner) })
  await many.getByLabel('Keys', { exact: true }).fill('3')
  await many.getByLabel('Order reference').fill(reference)
  await expectAccessible(partner)
  await many.getByRole('button', { name: 'Issue 3 keys' }).click()
  const issued = partner.getByRole('dialog', { name: '3 keys are issued' })
  const download = partner.waitForEvent('download')
  await issued.getByRole('link', { name: 'Download keys (CSV)' }).click()
  expect((await download).suggestedFilename()).toMatch(/\.csv$/)
  await issued.getByRole('button', { name: 'Done' }).click()

  await partner.goto(`${partnerHome}/licenses/keys?reference=${reference}`)
  const rows = partner.getByRole('table', { name: 'Keys' }).getByRole('link')
  await expect(rows).toHaveCount(3)
  await rows.first().click()
  await partner.getByRole('button', { name: 'Show and print…' }).click()
  const card = partner.getByRole('dialog', { name: 'Licence key' })
  await expect(card.getByRole('img', { name: 'QR code that redeems this key' })).toBeVisible()
  keyText = (await card.locator('.mono').innerText()).trim()
  expect(keyText).toMatch(/^([0-9A-Z]{5}-){3}[0-9A-Z]{5}$/)
  await expectAccessible(partner)
  await photograph(partner, 'licenses-1-key')
  await card.getByRole('button', { name: 'Done' }).click()
  await expect(partner.getByRole('list', { name: 'What happened to it' })).toContainText('Its text was looked up')
})

async function dualScreenOption(page: Page): Promise<string> {
  const option = page.getByRole('option', { name: /^Dual screen, / }).first()
  await expect(option).toBeAttached()
  return option.innerText()
}

test('an admin scans it, corrects a mistake, redeems it, and the position shows it', async () => {
  const wrong = keyText.endsWith('2') ? '3' : '2'
  await admin.goto(`/redeem#${keyText.slice(0, -1)}${wrong}`)
  const dialog = admin.getByRole('dialog', { name: /^Redeem a key for/ })
  await expect(dialog.getByText('Mistyped:')).toBeVisible()
  await expectAccessible(admin)
  const field = dialog.getByLabel('Licence key')
  await field.fill(keyText.replaceAll('-', ' ').toLowerCase())
  await expect(field).toHaveValue(keyText)
  await dialog.getByRole('button', { name: 'Redeem key' }).click()
  await expect(admin.getByRole('heading', { level: 1, name: 'Dual screen' })).toBeVisible()
  await admin.waitForURL('**/licenses/pools/*')
  poolAddress = new URL(admin.url()).pathname
  await expect(admin.getByText('Redeemed key')).toBeVisible()
  await expectAccessible(admin)

  await partner.reload()
  await expect(partner.getByRole('list', { name: 'What happened to it' })).toContainText('Redeemed')

  await admin.goto(`${home}/licenses?view=table`)
  await settled(admin)
  await expect(admin.getByRole('table', { name: 'Position' }).getByRole('row', { name: /Dual screen/ })).toBeVisible()
})

test('she activates units, supposes a smaller pool and an earlier end, and nothing changes', async () => {
  const device = await aDevice()
  const { id } = await organizationOf(admin)
  const pools = await admin.request.get(`/api/v1/organizations/${id}/licenses/pools?feature=dual-screen&limit=200`)
  const { items } = (await pools.json()) as { items: { id: string; active: number; units: number }[] }
  await made(admin, `/devices/${device.id}/activations`, { featureKey: 'dual-screen' })
  const after = await admin.request.get(`/api/v1/organizations/${id}/licenses/pools?feature=dual-screen&limit=200`)
  const now = ((await after.json()) as { items: { id: string; active: number }[] }).items
  const used = now.find((pool) => pool.active > (items.find((one) => one.id === pool.id)?.active ?? 0))
  poolAddress = `${home}/licenses/pools/${used?.id}`

  await admin.goto(poolAddress)
  await admin.getByRole('button', { name: 'What if…' }).click()
  const dialog = admin.getByRole('dialog', { name: /^What if the pool of Dual screen/ })
  await dialog.getByLabel('Units left').fill('0')
  await expect(dialog.getByText(/would lose the feature/)).toBeVisible()
  await expect(dialog.getByRole('list', { name: 'Devices that would lose the feature' })).toContainText(device.name)
  await expectAccessible(admin)
  await photograph(admin, 'licenses-2-what-if')
  await dialog.getByText('An earlier end').click()
  await dialog.getByLabel('Ends on').fill(dayIn(20))
  await expect(dialog.getByText(/would lose the feature on/)).toBeVisible()
  await dialog.getByRole('button', { name: 'Close' }).last().click()
})

const dayIn = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

test('the pool is suspended with a reason, its features drop, and it is resumed', async () => {
  await admin.getByRole('button', { name: 'More actions on this pool' }).click()
  await admin.getByRole('menuitem', { name: 'Suspend…' }).click()
  const dialog = admin.getByRole('dialog', { name: 'Suspend the pool of Dual screen?' })
  await dialog.getByRole('button', { name: 'Suspend pool' }).click()
  await expect(dialog.getByText('This is needed.')).toBeVisible()
  await dialog.getByLabel('Why').fill('The invoice is open')
  await expectAccessible(admin)
  await photograph(admin, 'licenses-3-suspend')
  await dialog.getByRole('button', { name: 'Suspend pool' }).click()
  await expect(admin.getByText('until the pool is resumed')).toBeVisible()
  await photograph(admin, 'licenses-4-suspended')

  await admin.getByRole('button', { name: 'More actions on this pool' }).click()
  await admin.getByRole('menuitem', { name: 'Resume…' }).click()
  await admin.getByRole('dialog').getByRole('button', { name: 'Resume pool' }).click()
  await expect(admin.getByText('until the pool is resumed')).toBeHidden()
  await admin.getByRole('button', { name: 'History' }).click()
  await expect(admin.getByRole('table', { name: 'History' })).toContainText('Suspended')
  await expectAccessible(admin)
})

/** Posts into an organization that the partner works in through its grant. */
async function postIn(organizationId: string, path: string, data: object): Promise<{ id: string }> {
  const answer = await partner.request.post(`/api/v1/organizations/${organizationId}${path}`, {
    data,
    headers: { origin: new URL(partner.url()).origin, 'idempotency-key': crypto.randomUUID() },
  })
  expect(answer.ok(), await answer.text()).toBe(true)
  return (await answer.json()) as { id: string }
}

test('a trial ends: its days are counted, and the forecast names the day and its devices', async () => {
  await partner.goto(`${partnerHome}/customers`)
  await partner.getByRole('button', { name: 'Create customer' }).click()
  const dialog = partner.getByRole('dialog', { name: 'Create a customer' })
  const name = `Trial ${run}`
  await dialog.getByLabel('Name', { exact: true }).fill(name)
  await dialog.getByText('Start with a trial').click()
  await dialog.getByLabel('Owner’s name').fill('Tessa Trial')
  await dialog.getByLabel('Owner’s e-mail').fill(`tessa-${run}@trial.example`)
  await dialog.getByRole('button', { name: 'Create customer' }).click()
  await partner.getByRole('button', { name: 'Done' }).click()
  await partner.getByRole('link', { name }).click()
  await partner.waitForURL(/\/o\/[0-9a-f-]{36}$/)
  const customer = new URL(partner.url()).pathname.split('/').at(-1) ?? ''
  const device = await postIn(customer, '/devices', {
    modelKey: 'gtm-5140',
    serial: `E2E-TRIAL-${run}`,
    name: 'Tryout',
  })
  await postIn(customer, `/devices/${device.id}/activations`, { featureKey: 'dual-screen' })

  await partner.goto(`/o/${customer}/licenses`)
  await settled(partner)
  await expect(partner.getByText('Trial: 30 days left.')).toBeVisible()
  await expectAccessible(partner)
  await photograph(partner, 'licenses-5-trial')
  await partner.goto(`/o/${customer}/licenses/forecast`)
  await settled(partner)
  await photograph(partner, 'licenses-6-forecast')
  await partner.getByRole('button', { name: /^Show the devices of/ }).click()
  // Once for each feature of the trial that the device has got so far.
  await expect(partner.getByRole('dialog').getByRole('link', { name: 'Tryout' }).first()).toBeVisible()
  await expectAccessible(partner)
  await photograph(partner, 'licenses-7-day')
  await partner.keyboard.press('Escape')

  await partner.goto(`${partnerHome}/licenses/forecast?of=customers`)
  await expect(partner.getByRole('list', { name: 'Days on which features drop' })).toContainText('customer')
  await expectAccessible(partner)
})
