import { gzipSync } from 'node:zlib'
import { expect, type Page, test } from '@playwright/test'
import { aGroup, aProfile, idOf, organizationOf, windowOf } from './demo.js'

/** What a browser of today fetches as script before the first page is there, in kB. */
async function firstLoad(page: Page, path: string): Promise<number> {
  const html = await (await page.request.get(path)).text()
  const scripts = [...html.matchAll(/<(?:script|link)\b[^>]*?(?:src|href)="([^"]+\.js)[^"]*"[^>]*>/g)]
    .filter(([tag]) => !/nomodule/i.test(tag))
    .map(([, source = '']) => source)
  const sizes = [...new Set(scripts)].map(async (source) => {
    const body = await (await page.request.get(source)).body()
    return gzipSync(body, { level: 9 }).length
  })
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0) / 1000
}

test('no page asks for more than 180 kB of script before it is there', async ({ browser }) => {
  const page = await windowOf(browser, 'IT admin')
  const { slug } = await organizationOf(page)
  const pages = [
    '',
    '/rooms',
    `/rooms/${await idOf(page, 'rooms', 'Board Alster')}`,
    '/devices',
    `/devices/${await idOf(page, 'devices', 'Board Alster')}`,
    '/configuration',
    `/configuration/profiles/${await aProfile(page)}`,
    '/configuration/groups',
    `/configuration/groups/${await aGroup(page)}`,
    '/configuration/drift',
    '/configuration/settings',
    '/deployments',
    '/deployments/00000000-0000-7000-8000-000000000000',
    '/licenses',
    '/licenses/rules',
    '/licenses/batches/00000000-0000-7000-8000-000000000000',
    '/licenses/forecast',
    '/licenses/pools',
    '/licenses/pools/00000000-0000-7000-8000-000000000000',
    '/licenses/keys',
    '/licenses/keys/00000000-0000-7000-8000-000000000000',
    '/registration',
    '/audit',
    '/settings',
  ]
  const heavy: string[] = []
  for (const path of pages) {
    const size = await firstLoad(page, `/o/${slug}${path}`)
    if (size > 180) heavy.push(`${path}: ${size.toFixed(1)} kB`)
  }
  expect(heavy).toEqual([])
})
