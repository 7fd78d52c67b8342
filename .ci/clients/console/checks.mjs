// node checks.mjs PATH-OF-WEIR: drives the pages of the console in headless Chromium against a broker in use.
import { startBroker } from './lib/broker.mjs'
import { startBrowser } from './lib/browser.mjs'
import { checkRunner } from '../kafkajs/lib/checks.mjs'
import { clusterChecks } from './lib/cluster.mjs'
import { everywhereChecks } from './lib/everywhere.mjs'
import { groupChecks } from './lib/groups.mjs'
import { keyboardChecks } from './lib/keyboard.mjs'
import { loadBroker } from './lib/load.mjs'
import { messageChecks } from './lib/messages.mjs'
import { hostileChecks } from './lib/hostile.mjs'
import { moveChecks } from './lib/moves.mjs'
import { tailChecks } from './lib/tail.mjs'
import { tokenChecks } from './lib/token.mjs'
import { topicChecks } from './lib/topics.mjs'
import { transactionChecks } from './lib/transactions.mjs'

const [weir] = process.argv.slice(2)
const { check, failed } = checkRunner('console')
const broker = await startBroker(weir)
const load = await loadBroker(broker.bootstrap)
const browser = await startBrowser(broker.console)
try {
  const on = { check, open: browser.open, ...load }
  await clusterChecks(on)
  await topicChecks(on)
  await messageChecks(on)
  await hostileChecks(on)
  await tailChecks(on)
  await groupChecks(on)
  await transactionChecks(on)
  await keyboardChecks(on)
  await everywhereChecks(on)
  await tokenChecks(on, weir)
  await moveChecks(on, weir)
  await check('no page failed, opened a dialog, or asked another host', () => {
    if (browser.faults.length > 0) throw new Error(browser.faults.slice(0, 5).join(' | '))
  })
} finally {
  await browser.close()
  await load.close()
  await broker.stop()
}
process.exit(failed() === 0 ? 0 : 1)
