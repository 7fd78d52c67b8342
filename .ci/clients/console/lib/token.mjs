// A broker that wants a token: the console asks for it, says when it is wrong, and goes on with the right one.
import { startBroker } from './broker.mjs'
import { leave, startBrowser } from './browser.mjs'

export async function tokenChecks({ check }, weir) {
  await check('a token is asked for where one is wanted, and taken', async () => {
    const broker = await startBroker(weir, { 'weir.admin.token': 'open-sesame' })
    const browser = await startBrowser(broker.console)
    try {
      const page = await browser.open('/topics')
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('Token').fill('guess')
      await dialog.getByRole('button', { name: 'Use it' }).click()
      await dialog.getByText('does not take this token').waitFor()
      await dialog.getByLabel('Token').fill('open-sesame')
      await dialog.getByRole('button', { name: 'Use it' }).click()
      await page.getByText('There are no topics yet').waitFor()
      await leave(page)
    } finally {
      await browser.close()
      await broker.stop()
    }
  })
}
