import { expect, type Page, test } from '@playwright/test'
import { aGroup, aProfile, type DemoRole, firstOf, idOf, organizationOf, windowOf } from './demo.js'
import { expectAccessible, expectFitsPhone, expectNoSidewaysScroll, photograph, settled } from './looks.js'

interface PageToCheck {
  name: string
  role: DemoRole
  path(page: Page): Promise<string> | string
  /** A dialog with an address of its own, outside of any organization. */
  dialog?: boolean
}

const admin = (name: string, path: PageToCheck['path']): PageToCheck => ({ name, role: 'IT admin', path })
const room = (name: string) => async (page: Page) => `/rooms/${await idOf(page, 'rooms', name)}`
const device = (name: string, tab: string) => async (page: Page) =>
  `/devices/${await idOf(page, 'devices', name)}?tab=${tab}`

const profile = (part: string) => async (page: Page) => `/configuration/profiles/${await aProfile(page)}${part}`

const pages: readonly PageToCheck[] = [
  admin('overview', () => ''),
  admin('rooms', () => '/rooms'),
  admin('room', room('Board Alster')),
  admin('devices', () => '/devices'),
  admin('device', device('Board Alster', 'overview')),
  admin('device-configuration', device('Board Alster', 'configuration')),
  admin('device-licenses', device('Board Alster', 'licenses')),
  admin('device-registration', device('Board Alster', 'registration')),
  admin('device-history', device('Board Alster', 'history')),
  admin('profiles', () => '/configuration'),
  admin('profile', profile('')),
  admin('profile-text', profile('?edit=yaml')),
  admin('profile-assignments', profile('?tab=assignments')),
  admin('profile-versions', profile('?tab=versions')),
  admin('groups', () => '/configuration/groups'),
  admin('group', async (page) => `/configuration/groups/${await aGroup(page)}`),
  admin('drift', () => '/configuration/drift'),
  admin('where-set', () => '/configuration/settings?key=display.monitors'),
  admin('deployments', () => '/deployments'),
  admin('deployment', async (page) => `/deployments/${await firstOf(page, '/deployments')}`),
  admin('licenses', () => '/licenses'),
  admin('license-table', () => '/licenses?view=table'),
  admin('license-forecast', () => '/licenses/forecast'),
  admin('license-rules', () => '/licenses/rules'),
  admin('license-batches', () => '/licenses/batches'),
  admin('license-pools', () => '/licenses/pools'),
  admin('license-pool', async (page) => `/licenses/pools/${await firstOf(page, '/licenses/pools')}`),
  admin('registration', () => '/registration'),
  admin('audit', () => '/audit'),
  admin('settings', () => '/settings'),
  admin('organization', () => '/settings?tab=organization'),
  admin('deployment-settings', () => '/settings?tab=deployments'),
  admin('people', () => '/settings?tab=people'),
  admin('tokens', () => '/settings?tab=tokens'),
  { name: 'redeem', role: 'IT admin', path: () => '/redeem', dialog: true },
  { name: 'customers', role: 'Partner', path: () => '/customers' },
  { name: 'partner-overview', role: 'Partner', path: () => '' },
  { name: 'license-keys', role: 'Partner', path: () => '/licenses/keys' },
  {
    name: 'license-key',
    role: 'Partner',
    path: async (page) => `/licenses/keys/${await firstOf(page, '/licenses/keys')}`,
  },
  { name: 'license-customers', role: 'Partner', path: () => '/licenses?of=customers' },
  { name: 'license-forecast-customers', role: 'Partner', path: () => '/licenses/forecast?of=customers' },
  { name: 'operator-overview', role: 'Operator', path: () => '' },
  { name: 'operator-pools', role: 'Operator', path: () => '/licenses/pools' },
  {
    name: 'operator-pool',
    role: 'Operator',
    path: async (page) => `/licenses/pools/${await firstOf(page, '/licenses/pools')}`,
  },
]

const looks = [
  { title: 'in English', suffix: '', language: 'en-GB' },
  { title: 'in German, in the dark and on a phone', suffix: '-dark-de', language: 'de-DE', dark: true },
] as const

for (const { title, suffix, ...look } of looks) {
  test(`every page is accessible and fits its window ${title}`, async ({ browser }) => {
    test.setTimeout(600_000)
    const windows = new Map<DemoRole, Page>()
    for (const { name, role, path, dialog } of pages) {
      await test.step(name, async () => {
        const page = windows.get(role) ?? (await windowOf(browser, role, look))
        windows.set(role, page)
        const { slug } = await organizationOf(page)
        await page.goto(`${dialog ? '' : `/o/${slug}`}${await path(page)}`)
        // What is behind a dialog has no heading for anybody who listens.
        await (dialog ? expect(page.getByRole('dialog')).toBeVisible() : settled(page))
        await expectAccessible(page)
        await expectNoSidewaysScroll(page)
        await photograph(page, `${name}${suffix}`)
        if (suffix) await expectFitsPhone(page, `${name}-phone-de`)
      })
    }
  })
}

test('the check of accessibility finds what is wrong', async ({ browser }) => {
  const page = await windowOf(browser, null)
  await page.setContent('<main><h1>Rooms</h1><img src="data:," /></main>')
  await expect(expectAccessible(page)).rejects.toThrow(/image-alt/)
})

test('an address that leads nowhere says so', async ({ browser }) => {
  const page = await windowOf(browser, 'IT admin')
  const { slug } = await organizationOf(page)
  await page.goto(`/o/${slug}/rooms/00000000-0000-7000-8000-000000000000`)
  await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible()
  await expectAccessible(page)
})
