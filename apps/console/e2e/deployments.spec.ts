import { expect, type Page, test } from '@playwright/test'
import { aCompany, made, organizationOf, windowOf } from './demo.js'
import { expectAccessible, photograph, settled } from './looks.js'
import { type PretendBuilding, PretendFleet } from './pretend.js'

test.describe.configure({ mode: 'serial' })

const fleet = new PretendFleet()
const run = Date.now() % 1_000_000
const company = `Werft ${run}`
/** Somebody in its room changes a setting once it was configured. */
const drifting = () => building.devices[0]
let owner: Page
let admin: Page
let home: string
let building: PretendBuilding
let profileId: string
let approved: string

test.beforeAll(async ({ browser }) => {
  const people = await aCompany(browser, company)
  owner = await windowOf(browser, people.owner)
  admin = await windowOf(browser, people.admin)
  home = `/o/${(await organizationOf(owner)).slug}`
  building = await fleet.build(owner, company, 3)
  await fleet.start(owner, { [drifting()?.serial ?? '']: 'drifts' })
  const profile = { name: 'Yard', values: { 'standby.delayMinutes': 15 } }
  profileId = (await made(owner, '/profiles', profile)).id
  await made(owner, '/assignments', { profileId, scopeKind: 'location', scopeId: building.id })
})
test.afterAll(async () => {
  await fleet.stop()
  await owner.context().close()
  await admin.context().close()
})

async function change(values: object) {
  const { id } = await organizationOf(owner)
  const answer = await owner.request.patch(`/api/v1/organizations/${id}/profiles/${profileId}`, {
    data: { values },
    headers: { origin: new URL(owner.url()).origin, 'if-match': '*' },
  })
  expect(answer.ok(), await answer.text()).toBe(true)
}

async function draftOfAll() {
  await owner.goto(`${home}/configuration/profiles/${profileId}`)
  await settled(owner)
  await owner.getByRole('button', { name: 'Deploy…' }).click()
  await owner.waitForURL('**/deployments/*')
  await expect(owner.getByRole('heading', { level: 1, name: /^Send to/ })).toBeVisible()
}

async function askFrom(count: number | null) {
  await owner.goto(`${home}/settings?tab=deployments`)
  await settled(owner)
  await owner.getByText(count === null ? 'Never' : 'From so many devices on', { exact: true }).click()
  if (count !== null) await owner.getByLabel('Devices', { exact: true }).fill(String(count))
  await owner.getByRole('button', { name: 'Save' }).first().click()
  await expect(owner.getByText('Saved').first()).toBeVisible()
}

const finished = (page: Page) => page.getByText('Finished', { exact: true }).first()
const table = (page: Page) => page.getByRole('table', { name: 'Devices of this deployment' })

test('a second person sends a deployment back, and approves it when it is asked for again', async ({ browser }) => {
  await askFrom(2)
  await draftOfAll()
  await owner.getByText('Also devices that join later').click()
  const ask = owner.getByRole('button', { name: 'Ask for approval' })
  await expect(ask).toBeEnabled()
  await photograph(owner, 'deployments-1-draft')
  await ask.click()
  await expect(owner.getByText('Awaiting approval')).toBeVisible()
  await expect(owner.getByText('somebody else has to approve it')).toBeVisible()
  approved = owner.url()

  const partner = await windowOf(browser, 'Partner')
  // Whoever comes through a grant finds a customer by its id.
  await partner.goto(approved.replace(home, `/o/${(await organizationOf(owner)).id}`))
  await settled(partner)
  await expect(partner.getByText(`A member of ${company} has to approve it`)).toBeVisible()
  await expect(partner.getByRole('button', { name: /Approve|Send back/ })).toHaveCount(0)
  await expectAccessible(partner)
  await partner.context().close()

  await admin.goto(approved)
  await settled(admin)
  await expectAccessible(admin)
  await photograph(admin, 'deployments-2-approval')
  await admin.getByRole('button', { name: 'Send back…' }).click()
  const dialog = admin.getByRole('dialog', { name: 'Send it back?' })
  await dialog.getByLabel('Reason').fill('Not before the fair')
  await expectAccessible(admin)
  await dialog.getByRole('button', { name: 'Send back' }).click()
  await expect(owner.getByText('Sent back by Adam Admin: Not before the fair')).toBeVisible()

  await expect(ask).toBeEnabled()
  await ask.click()
  await admin.getByRole('button', { name: 'Approve and start' }).click()
  await expect(owner.getByText('3 confirmed')).toBeVisible()
})

test('what was changed in a room is adopted, and found from the overview', async () => {
  const { id } = await organizationOf(owner)
  const drifted = async () => {
    const answer = await owner.request.get(`/api/v1/organizations/${id}/drift`)
    return ((await answer.json()) as { items: unknown[] }).items.length
  }
  await expect.poll(drifted).toBe(1)
  await owner.goto(home)
  await settled(owner)
  await owner
    .getByRole('region', { name: 'The fleet' })
    .getByRole('link', { name: /^Drifted/ })
    .click()
  await expect(owner).toHaveURL(/state=drift/)
  await expect(owner.locator('tr[data-row]')).toHaveCount(1)
  await photograph(owner, 'deployments-3-drifted')
  await owner.goto(`${home}/configuration/drift`)
  await settled(owner)
  await owner.getByRole('checkbox', { name: 'Select all rows' }).check()
  await owner.getByRole('button', { name: 'Adopt…' }).click()
  await expectAccessible(owner)
  await owner.getByRole('button', { name: 'Adopt values' }).click()
  await expect(owner.getByText('Adopted on 1 device.')).toBeVisible()
  await expect.poll(drifted).toBe(0)
})

test('a device that joins later gets it once somebody else has approved that too', async () => {
  await fleet.add(owner, building, 4)
  await fleet.stop()
  await fleet.start(owner)
  await admin.goto(approved)
  await settled(admin)
  await expect(admin.getByText('1 device joined later and waits for approval.')).toBeVisible({ timeout: 90_000 })
  await expectAccessible(admin)
  await photograph(admin, 'deployments-4-joined')
  await admin.getByRole('button', { name: 'Approve for these too' }).click()
  await expect(admin.getByText('4 confirmed')).toBeVisible()
  await admin.getByRole('button', { name: 'Cancel…' }).click()
  await admin.getByRole('dialog').getByRole('button', { name: 'Cancel deployment' }).click()
  await expect(admin.getByText('Cancelled', { exact: true }).first()).toBeVisible()
})

test('outside a window in the room’s own time a device waits until it opens, or until she sends now', async () => {
  await askFrom(null)
  await change({ 'standby.enabled': false })
  await draftOfAll()
  // What was adopted in one room is another setting: all four change.
  await owner.getByText('In a window', { exact: true }).click()
  const days = owner.getByRole('group', { name: 'Days' })
  for (const day of await days.getByRole('checkbox').all()) await day.setChecked(true, { force: true })
  const hour = Number(
    new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone: 'Europe/Berlin' }).format(),
  )
  const clock = (later: number) => `${String((hour + later) % 24).padStart(2, '0')}:00`
  await owner.getByLabel('From', { exact: true }).fill(clock(3))
  await owner.getByLabel('To', { exact: true }).fill(clock(5))
  const send = owner.getByRole('button', { name: /4 devices$/ })
  await expect(send).toBeEnabled()
  await send.click()
  await expect(table(owner)).toContainText('It waits for the maintenance window.')
  await expect(table(owner)).toContainText(/next try: in [23] hr/)
  await expectAccessible(owner)
  await photograph(owner, 'deployments-5-window')
  await owner.getByRole('button', { name: `Send to ${company} 2 now` }).click()
  await expect(owner.getByText('1 confirmed')).toBeVisible()
  await owner.getByRole('button', { name: 'Cancel…' }).click()
  await owner.getByRole('dialog').getByRole('button', { name: 'Cancel deployment' }).click()
  await expect(owner.getByText('Cancelled', { exact: true }).first()).toBeVisible()
})

test('in an emergency nobody else can approve, she sends without, and it stays flagged', async () => {
  const { id } = await organizationOf(owner)
  const people = await owner.request.get(`/api/v1/organizations/${id}/people`)
  const { items } = (await people.json()) as { items: { personId: string; name: string }[] }
  const adam = items.find(({ name }) => name === 'Adam Admin')
  await askFrom(1)
  await change({ 'standby.enabled': true })
  await draftOfAll()
  await owner.getByText('Emergency: send without approval').click()
  await owner.getByRole('button', { name: 'Send to 4 devices' }).click()
  await expect(owner.getByRole('alert').filter({ hasText: 'approve' })).toBeVisible()
  await photograph(owner, 'deployments-6-emergency')
  const removed = await owner.request.delete(`/api/v1/organizations/${id}/people/${adam?.personId}`, {
    headers: { origin: new URL(owner.url()).origin, 'if-match': '*' },
  })
  expect(removed.ok(), await removed.text()).toBe(true)
  await owner.getByRole('button', { name: 'Send to 4 devices' }).click()
  await expect(owner.getByText('Emergency: sent without a second person')).toBeVisible()
  await expect(finished(owner)).toBeVisible()
})
