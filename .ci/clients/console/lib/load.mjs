// What a broker in use has: topics, records of all kinds, groups, an open transaction, and a producer under way.
import kafkajs from 'kafkajs'
import { eventually } from '../../kafkajs/lib/checks.mjs'

export const TOPICS = 10_000
export const HOSTILE = '<script>window.pwned=1</script><img src=x onerror="window.pwned=1">'
const TOPICS_AT_ONCE = 2500
const BIG_BYTES = 10 * 1024 * 1024

export async function loadBroker(bootstrap) {
  const kafka = new kafkajs.Kafka({ clientId: 'shop', brokers: [bootstrap], logLevel: kafkajs.logLevel.NOTHING, requestTimeout: 30_000 })
  const admin = kafka.admin()
  await admin.connect()
  await createTopics(admin)
  const producer = kafka.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner })
  await producer.connect()
  await producer.send({ topic: 'orders', messages: Array.from({ length: 300 }, (_, i) => order(i)) })
  await producer.send({ topic: 'strange', messages: strange() })
  await producer.send({ topic: 'huge', messages: [{ key: 'huge', value: bigJson() }] })
  const stopping = [await readBy(kafka, 'billing', true), await readBy(kafka, 'nightly', false)]
  const open = await openTransaction(kafka)
  let next = 300
  const timer = setInterval(() => void producer.send({ topic: 'orders', messages: [order(next++)] }).catch(() => undefined), 50)
  const close = async () => {
    clearInterval(timer)
    for (const client of [...stopping, open, producer, admin]) await client?.disconnect().catch(() => undefined)
  }
  return { kafka, admin, producer, close }
}

async function createTopics(admin) {
  const many = Array.from({ length: TOPICS }, (_, i) => ({ topic: `stream-${String(i).padStart(5, '0')}`, numPartitions: 1 }))
  const configEntries = [{ name: 'max.message.bytes', value: String(2 * BIG_BYTES) }]
  const ours = [{ topic: 'orders', numPartitions: 6 }, { topic: 'strange', numPartitions: 1 }, { topic: 'payments', numPartitions: 2 }, { topic: 'huge', numPartitions: 1, configEntries }]
  await admin.createTopics({ topics: ours, waitForLeaders: true })
  for (let from = 0; from < TOPICS; from += TOPICS_AT_ONCE) {
    await admin.createTopics({ topics: many.slice(from, from + TOPICS_AT_ONCE), waitForLeaders: false, timeout: 30_000 })
  }
}

const order = i => ({
  key: `order-${i}`,
  value: JSON.stringify({ id: i, total: i * 1.5, customer: { name: `Customer ${i}`, tags: ['new', 'eu'] }, items: [{ sku: `A-${i % 7}`, count: 2 }], paid: i % 2 === 0 }),
  headers: { source: i % 3 === 0 ? 'web-eu' : 'app', trace: Buffer.from([0, i & 255, 255]) },
})

// In this order: script, invalid UTF-8, control characters, Avro as registries frame it, a tombstone, nothing.
const strange = () => [
  { key: HOSTILE, value: HOSTILE, headers: { [HOSTILE]: HOSTILE } },
  { key: Buffer.from([0xff, 0xfe, 0xc0, 0x80]), value: Buffer.from([0xc3, 0x28, 0xf0, 0x28, 0x8c, 0xbc, 0x00, 0xff]) },
  { key: 'control', value: 'bell \u0007 turned \u202e around' },
  { key: 'avro', value: Buffer.concat([Buffer.from([0, 0, 0, 0, 42]), Buffer.from([12, 0x57, 0x65, 0x69, 0x72, 0xff, 0x80])]) },
  { key: 'tombstone', value: null },
  { key: '', value: '' },
]

const bigJson = () => JSON.stringify({ kind: 'big', text: '<b>'.repeat(BIG_BYTES / 3 - 20) })

// A group that has read `orders`; it stays when `stays`, else it has left and its offsets are there.
async function readBy(kafka, groupId, stays) {
  const consumer = kafka.consumer({ groupId, sessionTimeout: 10_000 })
  let read = 0
  await consumer.connect()
  await consumer.subscribe({ topic: 'orders', fromBeginning: true })
  await consumer.run({ autoCommitInterval: 200, eachMessage: async () => void read++ })
  await eventually(`${groupId} to read`, () => read >= 300)
  if (stays) return consumer
  await consumer.disconnect()
}

async function openTransaction(kafka) {
  const producer = kafka.producer({ transactionalId: 'payments-7', maxInFlightRequests: 1, idempotent: true, transactionTimeout: 600_000, createPartitioner: kafkajs.Partitioners.DefaultPartitioner })
  await producer.connect()
  const transaction = await producer.transaction()
  await transaction.send({ topic: 'payments', messages: [{ key: 'p1', value: 'held back' }, { key: 'p2', value: 'held back too' }] })
  return producer
}
