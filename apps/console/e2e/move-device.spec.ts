import { expect, type Page, test } from '@playwright/test'
import { aCompany, organizationOf, windowOf } from './demo.js'
import { expectAccessible, expectFitsPhone, expectNoSidewaysScroll, photograph, settled } from './looks.js'
import { type PretendBuilding, type PretendDevice, PretendFleet } from './pretend.js'

test.describe.configure({ mode: 'serial' })

const fleet = new PretendFleet()
const run = Date.now() % 1_000_000
const from = `Hafen ${run}`
const to = `Speicher ${run}`
let owner: Awaited<ReturnType<typeof aCompany>>['owner']
let partner: Page
let home: string
let building: PretendBuilding

test.beforeAll(async ({ browser }) => {
  owner = (await aCompany(browser, from)).owner
  await aCompany(browser, to)
  const page = await windowOf(browser, owner)
  home = `/o/${(await organizationOf(page)).id}`
  building = await fleet.build(page, from, 2)
  await fleet.start(page)
  await page.context().close()
  partner = await windowOf(browser, 'Partner')
})
test.afterAll(async () => {
  await fleet.stop()
  await partner.context().close()
})

function device(index: number): PretendDevice {
  const found = building.devices[index]
  if (!found) throw new Error(`The building has no device ${index}`)
  return found
}

async function openMenu(page: Page, { id }: PretendDevice, name: string) {
  await page.goto(`${home}/devices/${id}`)
  await settled(page)
  const button = page.getByRole('button', { name })
  await button.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menu')).toBeVisible()
}

test('nobody is offered to move a device who works in one organization only', async ({ browser }) => {
  const page = await windowOf(browser, owner)
  await openMenu(page, device(0), 'More actions')
  await expect(page.getByRole('menuitem', { name: 'Retire…' })).toBeVisible()
  await expect(page.getByRole('menuitem', { name: /^Move/ })).toHaveCount(0)
  await page.context().close()
})

test('a partner moves a device to another customer, by keyboard, and takes the claim code along', async () => {
  const { name, serial } = device(0)
  await openMenu(partner, device(0), 'More actions')
  await partner.keyboard.press('m')
  await expect(partner.getByRole('menuitem', { name: 'Move to another organization…' })).toBeFocused()
  await partner.keyboard.press('Enter')
  const sheet = partner.getByRole('dialog', { name: `Move ${name}` })
  await expect(sheet.getByRole('button', { name: 'Preview' })).toBeDisabled()
  await sheet.getByRole('button', { name: 'To which organization?' }).focus()
  await partner.keyboard.press('Enter')
  await partner.getByPlaceholder('Search').last().fill(to)
  await expect(partner.getByRole('option', { name: to })).toBeVisible()
  await expect(partner.getByRole('option', { name: from })).toHaveCount(0)
  await partner.getByRole('option', { name: to }).click()
  await expectAccessible(partner)
  await photograph(partner, 'move-device-1-choose')
  await sheet.getByRole('button', { name: 'Preview' }).focus()
  await partner.keyboard.press('Enter')
  await expect(sheet.getByText('What stays behind')).toBeVisible()
  await expect(sheet).toContainText(`${from} 1`)
  await sheet.getByLabel(/^Why/).fill('Sold with the building')
  await expectAccessible(partner)
  await photograph(partner, 'move-device-2-preview')
  await sheet.getByLabel(/^Why/).press('Enter')
  const claim = partner.getByRole('dialog', { name: `Connect ${name} in ${to}` })
  await expect(claim).toContainText(`Claim code for ${serial}`)
  await expectAccessible(partner)
  await photograph(partner, 'move-device-3-claim')
  await claim.getByRole('button', { name: 'Done' }).click()
  await expect(partner.getByText(`You are working in ${to}, through a grant.`)).toBeVisible()
  await expect(partner.getByRole('heading', { level: 1, name })).toBeVisible()
  await expect(partner.getByText('Came from another organization').first()).toBeVisible()
  await settled(partner)
  await expectAccessible(partner)
  await photograph(partner, 'move-device-4-there')
})

test('where it was it is retired, and says why', async () => {
  await partner.goto(`${home}/devices/${device(0).id}`)
  await settled(partner)
  await expect(partner.getByText('Moved to another organization').first()).toBeVisible()
  await expectAccessible(partner)
  await photograph(partner, 'move-device-5-here')
})

test('its preview fits its window and is accessible in German, in the dark and on a phone', async ({ browser }) => {
  const page = await windowOf(browser, 'Partner', { language: 'de-DE', dark: true })
  const { name } = device(1)
  await openMenu(page, device(1), 'Weitere Aktionen')
  await page.getByRole('menuitem', { name: /^In andere Organisation/ }).click()
  const sheet = page.getByRole('dialog', { name: `${name} verschieben` })
  await sheet.getByRole('button', { name: 'In welche Organisation?' }).click()
  await page.getByPlaceholder(/^Such/).last().fill(to)
  await page.getByRole('option', { name: to }).click()
  await sheet.getByRole('button', { name: 'Vorschau' }).click()
  await expect(sheet.getByText('Was zurückbleibt')).toBeVisible()
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
  await photograph(page, 'move-device-preview-dark-de')
  await expectFitsPhone(page, 'move-device-preview-phone-de')
  await page.goto(`${home}/devices/${device(0).id}`)
  await settled(page)
  await expectNoSidewaysScroll(page)
  await photograph(page, 'move-device-here-dark-de')
  await expectFitsPhone(page, 'move-device-here-phone-de')
  await page.context().close()
})
