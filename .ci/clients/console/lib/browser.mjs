// Headless Chromium with an eye on what no page may do: fail in the console, or ask another host.
import { chromium } from 'playwright-core'
import { execFileSync } from 'node:child_process'

const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
const WAIT_MS = 10_000

export async function startBrowser(base) {
  const executablePath = execFileSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).trim()
  const browser = await chromium.launch({ executablePath, args: FLAGS })
  const faults = []

  // A page of its own, as if somebody came for the first time.
  async function open(path, options = {}) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true, ...options })
    const page = await context.newPage()
    page.setDefaultTimeout(WAIT_MS)
    watch(page)
    await page.goto(base + path)
    await page.locator('main h1').waitFor()
    return page
  }

  function watch(page) {
    page.on('console', message => message.type() === 'error' && !expected(message) && faults.push(`${page.url()}: ${message.text()}`))
    page.on('pageerror', error => faults.push(`${page.url()}: ${error.message}`))
    page.on('dialog', dialog => {
      faults.push(`${page.url()}: a script of the data opened a dialog`)
      void dialog.dismiss()
    })
    page.on('request', request => {
      if (!request.url().startsWith(`${base}/`) && !/^(blob|data):/.test(request.url())) faults.push(`${page.url()} asked ${request.url()}`)
    })
  }

  // Chromium reports every answer of 4xx; these checks provoke some to see them explained.
  const expected = message => /Failed to load resource.*\b4\d\d\b/.test(message.text())

  return { open, faults, close: () => browser.close() }
}

export const leave = page => page.context().close()
