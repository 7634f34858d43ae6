import { mkdir, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Browser, type BrowserContextOptions, chromium } from '@playwright/test'
import { findChromium } from '@/lib/setup/chromium.js'
import { PAGES, type PicturedPage } from './pages'
import { signIn, untilScanned } from './scanned'
import { takePicture } from './take-picture'
import { toWebp } from './to-webp'

const PERSON = 'ada'
const THEMES = ['light', 'dark'] as const
const DESK = { width: 1280, height: 900 }
const PHONE = { width: 390, height: 844 }

const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    out: { type: 'string', default: 'public/screenshots' },
    only: { type: 'string', default: '' },
  },
})

const executablePath = findChromium()
if (!values.url) throw new Error('Usage: npm run screenshots -- [--url ADDRESS] [--out FOLDER] [--only NAME]')
// One way to draw letters and colours, whatever the screen of this machine, and each picture as a whole.
const args = [
  ...['--font-render-hinting=none', '--disable-lcd-text', '--force-color-profile=srgb'],
  ...['--disable-gpu', '--disable-partial-raster', '--disable-skia-runtime-opts'],
]
const browser = await chromium.launch({ args, ...(executablePath && { executablePath }) })
try {
  await takeAll(browser, { baseURL: values.url }, resolve(values.out))
} finally {
  await browser.close()
}

async function takeAll(browser: Browser, at: BrowserContextOptions, folder: string): Promise<void> {
  const first = await browser.newContext(at)
  const page = await first.newPage()
  await signIn(page, PERSON)
  await untilScanned(page, (line) => console.log(line))
  const session = { ...at, storageState: await first.storageState() }
  await mkdir(folder, { recursive: true })
  const chosen = PAGES.filter(({ name }) => name.includes(values.only))
  let bytes = 0
  for (const theme of THEMES) {
    bytes += await takeEach(browser, { ...session, colorScheme: theme, viewport: DESK }, chosen, folder, theme)
  }
  const onPhone = chosen.filter((each) => each.onPhone)
  const phone = { ...session, colorScheme: 'light', viewport: PHONE, isMobile: true, hasTouch: true } as const
  bytes += await takeEach(browser, phone, onPhone, folder, 'phone')
  console.log(`${chosen.length * THEMES.length + onPhone.length} pictures, ${Math.ceil(bytes / 1000)} kB, in ${folder}`)
}

/** Answers how many bytes were written. */
async function takeEach(
  browser: Browser,
  options: BrowserContextOptions,
  pages: readonly PicturedPage[],
  folder: string,
  kind: string,
): Promise<number> {
  const context = await browser.newContext({ ...options, deviceScaleFactor: 1, reducedMotion: 'reduce' })
  const blank = await context.newPage()
  let bytes = 0
  for (const { name, path, prepare } of pages) {
    const page = await context.newPage()
    await page.goto(path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await prepare?.(page)
    const picture = await toWebp(blank, await takePicture(page))
    await writeFile(`${folder}/${name}-${kind}.webp`, picture)
    console.log(`${`${name}-${kind}`.padEnd(24)} ${String(Math.ceil(picture.length / 1000)).padStart(4)} kB`)
    bytes += picture.length
    await page.close()
  }
  await context.close()
  return bytes
}
