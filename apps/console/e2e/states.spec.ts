import { type Browser, expect, type Page, test } from '@playwright/test'
import { type Account, aCompany, made, organizationOf, windowOf } from './demo.js'
import { expectAccessible, expectNoSidewaysScroll, photograph, settled } from './looks.js'

const devices = /\/api\/v1\/organizations\/[^/]+\/devices\?/

async function open(page: Page, path: string): Promise<void> {
  const { slug } = await organizationOf(page)
  await page.goto(`/o/${slug}${path}`)
}

/** Holds every answer with devices back until the function that it gives is called. */
async function holdDevices(page: Page): Promise<() => void> {
  let answer = () => {}
  const held = new Promise<void>((resolve) => {
    answer = resolve
  })
  await page.route(devices, async (route) => {
    await held
    await route.continue()
  })
  return answer
}

test('a list that is on its way has the shape of what will come', async ({ browser }) => {
  const page = await windowOf(browser, 'IT admin')
  const answer = await holdDevices(page)
  await open(page, '/devices')
  await expect(page.getByRole('heading', { level: 1, name: 'Devices' })).toBeVisible()
  await expect(page.getByRole('status', { name: 'Loading' }).first()).toBeVisible()
  await expectAccessible(page)
  await photograph(page, 'state-loading')
  answer()
  await expect(page.getByRole('row', { name: /Board Alster/ })).toBeVisible()
  await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0)
})

test('a list that is about to be replaced says so, and is as readable as before', async ({ browser }) => {
  const page = await windowOf(browser, 'IT admin')
  await open(page, '/devices')
  await settled(page)
  const answer = await holdDevices(page)
  await page.getByRole('searchbox').fill('Alster')
  await expect(page.locator('table[aria-busy="true"]')).toContainText('Board Alster')
  await expectAccessible(page)
  await photograph(page, 'state-renewing')
  answer()
  await settled(page)
  await expect(page.getByRole('row', { name: /Board Alster/ })).toBeVisible()
})

test('a list that cannot be had says why, and comes when it is tried again', async ({ browser }) => {
  const page = await windowOf(browser, 'IT admin', { language: 'de-DE' })
  await page.route(devices, (route) => route.abort('connectionrefused'))
  // What happens meanwhile would make the page ask again by itself.
  await page.route('**/live', (route) => route.abort('connectionrefused'))
  await open(page, '/devices')
  const alert = page.getByRole('alert').filter({ hasText: 'Das hat nicht geklappt' })
  await expect(alert).toContainText('Maestro ist nicht erreichbar')
  await expectAccessible(page)
  await photograph(page, 'state-failure-de')
  await page.unroute(devices)
  await alert.getByRole('button', { name: 'Erneut versuchen' }).click()
  await expect(page.getByRole('row', { name: /Board Alster/ })).toBeVisible()
})

test('what nothing matches is told from what is empty', async ({ browser }) => {
  const page = await windowOf(browser, 'IT admin')
  await open(page, '/devices?search=nothing-is-called-so')
  await expect(page.getByText('No devices yet')).toHaveCount(0)
  await page.getByRole('button', { name: 'Clear filters' }).first().click()
  await expect(page.getByRole('row', { name: /Board Alster/ })).toBeVisible()
})

const emptyPlaces = [
  ['/rooms', /No rooms yet/],
  ['/devices', /No devices yet/],
  ['/configuration', /No profiles yet/],
  ['/configuration/groups', /No groups yet/],
  ['/deployments', /Nothing has been sent yet/],
  ['/licenses', /No licences yet/],
  ['/licenses/pools', /No pools yet/],
] as const

async function colleague(browser: Browser, owner: Account, role: string): Promise<Account> {
  const page = await windowOf(browser, owner)
  const email = `${role}-${crypto.randomUUID()}@company.example`
  const { password } = (await made(page, '/people', { name: 'Tom', email, role })) as unknown as { password: string }
  await page.context().close()
  return { email, password }
}

test('an organization with nothing in it says on every page what belongs there', async ({ browser }) => {
  const { owner, admin } = await aCompany(browser, `Empty ${Date.now()}`)
  const page = await windowOf(browser, admin)
  for (const [path, words] of emptyPlaces) {
    await open(page, path)
    await settled(page)
    await expect(page.getByText(words).first()).toBeVisible()
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
    await photograph(page, `empty${path.replaceAll('/', '-')}`)
  }
  const technician = await windowOf(browser, await colleague(browser, owner, 'technician'))
  await open(technician, '/audit')
  await expect(technician.getByRole('heading', { name: 'You may not see this' })).toBeVisible()
  await expectAccessible(technician)
  await photograph(technician, 'state-refused')
})
