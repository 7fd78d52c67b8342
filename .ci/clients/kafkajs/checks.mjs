// node checks.mjs HOST:PORT first|after-restart
// "after-restart" runs against the same data once the broker has been killed and started again.
import kafkajs from 'kafkajs'
import { checkRunner } from './lib/checks.mjs'
import { installCodecs } from './lib/codecs.mjs'
import { adminChecks } from './lib/admin.mjs'
import { groupChecks } from './lib/groups.mjs'
import { recordChecks } from './lib/records.mjs'
import { afterRestartChecks, beforeRestart } from './lib/restart.mjs'

const [bootstrap, phase = 'first'] = process.argv.slice(2)
await installCodecs()
const kafka = new kafkajs.Kafka({
  clientId: 'weir-checks',
  brokers: [bootstrap],
  logLevel: kafkajs.logLevel.NOTHING,
  retry: { retries: 5, initialRetryTime: 100 },
})
const { check, failed } = checkRunner('kafkajs')
const admin = kafka.admin()
await admin.connect()
if (phase === 'first') {
  await adminChecks(kafka, admin, check)
  await recordChecks(kafka, admin, check)
  await groupChecks(kafka, admin, check)
  await beforeRestart(kafka, admin, check)
} else {
  await afterRestartChecks(kafka, admin, check)
}
await admin.disconnect()
process.exit(failed() === 0 ? 0 : 1)
