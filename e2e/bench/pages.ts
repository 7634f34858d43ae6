import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { type BrowserContext, chromium } from '@playwright/test'
import { findChromium } from '@/lib/setup/chromium.js'
import { signIn, untilScanned } from '../screenshots/scanned'
import { type Bar, JSON_OPTION, publish, type Row, say } from './bench-report'
import { type LighthouseScores, lookWithLighthouse } from './lighthouse'

const USAGE = `Weighs the main pages of the demonstration: client JavaScript (gzip), layout shift and, with --lighthouse, its scores.

Usage: npm run bench -- pages [--url http://127.0.0.1:3000] [--lighthouse] [--looks 3] [--only PAGE] [--json FILE]

Without --url a demonstration of its own is started and scanned first. Lighthouse 12.8.2 is taken from npm when it is asked for;
it looks at each page once as a desktop and --looks times as a phone, of which the median counts: a busy machine costs points.
"JavaScript" is what a page loads beyond the framework's own, which is what the build in this folder says that every page starts with.
`
/** Kilobytes after gzip, cumulative layout shift, and the points of 100 that may be missing. */
const BARS = { javascript: 35, shift: 0, desktopMissing: 0, phoneMissing: 5 } as const

const ORG = '/orgs/skylark-air'
const PAGES: Readonly<Record<string, string>> = {
  organisations: '/orgs',
  organisation: ORG,
  'heat map': `${ORG}?view=heat`,
  repository: `${ORG}/repositories/refunds`,
  teams: `${ORG}/teams`,
  team: `${ORG}/teams/payments`,
  characteristics: `${ORG}/characteristics`,
  characteristic: `${ORG}/characteristics/health-checks`,
  settings: `${ORG}/settings`,
  checks: '/checks',
  check: '/checks/health-checks',
}

interface PageFigures {
  readonly page: string
  readonly javascript: number
  readonly html: number
  readonly shift: number
  readonly desktop?: LighthouseScores
  readonly phone?: LighthouseScores
}

const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    lighthouse: { type: 'boolean', default: false },
    looks: { type: 'string', default: '3' },
    only: { type: 'string' },
    ...JSON_OPTION,
    github: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
})
if (values.help || !values.url) process.stdout.write(USAGE)
else await main(values.url)

async function main(url: string): Promise<void> {
  const profile = mkdtempSync(join(tmpdir(), 'airworthy-pages-'))
  try {
    const pages = Object.entries(PAGES).filter(([page]) => !values.only || values.only === page)
    const weighed = await weighAll(url, profile, pages)
    const figures: PageFigures[] = []
    for (const figure of weighed) {
      const address = url + PAGES[figure.page]
      const look = (device: 'desktop' | 'phone', looks: number) =>
        lookWithLighthouse(address, { profile, device, looks })
      figures.push(
        values.lighthouse
          ? { ...figure, desktop: await look('desktop', 1), phone: await look('phone', Number(values.looks)) }
          : figure,
      )
      if (values.lighthouse) say(`${figure.page}: looked at`)
    }
    if (values.lighthouse && figures.length > 0) {
      const looks = figures.flatMap(({ desktop, phone }) => [desktop, phone])
      const powers = looks.flatMap((each) => each?.powers ?? []).sort((a, b) => a - b)
      say(`power of the processor: ${powers[0]} to ${powers.at(-1)}, median ${powers[powers.length >> 1]}`)
    }
    publish({ bench: 'pages', rows: figures.map(rowOf), bars: barsOf(figures), details: figures }, values.json)
  } finally {
    rmSync(profile, { recursive: true, force: true })
  }
}

/** Leaves the profile signed in. */
async function weighAll(
  url: string,
  profile: string,
  pages: readonly (readonly [string, string])[],
): Promise<PageFigures[]> {
  const context = await chromium.launchPersistentContext(profile, { executablePath: findChromium(), baseURL: url })
  const figures: PageFigures[] = []
  try {
    await prepare(context)
    const base = frameworkScripts()
    for (const [page, path] of pages) {
      const { scripts, html, shift } = await weigh(context, url + path)
      const own = [...scripts].filter(([address]) => !base.some((name) => address.endsWith(name)))
      figures.push({ page, javascript: own.reduce((sum, [, bytes]) => sum + bytes, 0), html, shift })
      say(`${page}: weighed`)
    }
  } finally {
    await context.close()
  }
  return figures
}

/** Paths of the scripts with which every page starts, whatever it is made of: React and Next. */
function frameworkScripts(): readonly string[] {
  const { rootMainFiles } = JSON.parse(readFileSync('.next/build-manifest.json', 'utf8'))
  return rootMainFiles
}

async function prepare(context: BrowserContext): Promise<void> {
  const page = await context.newPage()
  await signIn(page, 'ada')
  await untilScanned(page, say)
  await page.close()
}

/** Bytes after gzip of the page and of each script that it loads, and its cumulative layout shift. */
async function weigh(context: BrowserContext, address: string) {
  const page = await context.newPage()
  await page.addInitScript(() => {
    const seen = window as unknown as { shift: number }
    seen.shift = 0
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean }
        if (!hadRecentInput) seen.shift += value
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
  const scripts = new Map<string, number>()
  page.on('response', async (response) => {
    if (response.request().resourceType() !== 'script') return
    const body = await response.body().catch(() => null)
    if (body) scripts.set(new URL(response.url()).pathname, gzipSync(body, { level: 6 }).length)
  })
  const response = await page.goto(address)
  // The page follows events for as long as it is open, so that the network never comes to rest.
  await page.waitForTimeout(2500)
  const html = response ? gzipSync(await response.body(), { level: 6 }).length : 0
  const shift = await page.evaluate(() => (window as unknown as { shift: number }).shift)
  await page.close()
  return { scripts, html, shift }
}

function rowOf({ page, javascript, html, shift, desktop, phone }: PageFigures): Row {
  return {
    page,
    'JavaScript kB': javascript / 1000,
    'HTML kB': html / 1000,
    shift,
    ...(desktop && phone
      ? { desktop: desktop.scores.join(' '), phone: phone.scores.join(' '), looks: phone.performances.join(' ') }
      : {}),
  }
}

/** The worst page for each bar. */
function barsOf(figures: readonly PageFigures[]): Bar[] {
  const worst = (of: (page: PageFigures) => number) => (figures.length > 0 ? Math.max(...figures.map(of)) : null)
  return [
    {
      what: 'client JavaScript, kB, the worst page',
      value: worst((page) => page.javascript / 1000),
      most: BARS.javascript,
    },
    { what: 'layout shift, the worst page', value: worst(({ shift }) => shift), most: BARS.shift },
    ...(values.lighthouse
      ? [
          {
            what: 'points missing, desktop, the worst category of the worst page',
            value: worst(({ desktop }) => 100 - Math.min(...(desktop?.scores ?? []))),
            most: BARS.desktopMissing,
          },
          {
            what: 'points of performance missing, phone, the worst page',
            value: worst(({ phone }) => 100 - (phone?.scores[0] ?? 0)),
            most: BARS.phoneMissing,
          },
        ]
      : []),
  ]
}
