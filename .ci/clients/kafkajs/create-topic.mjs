// node create-topic.mjs HOST:PORT TOPIC PARTITIONS
import kafkajs from 'kafkajs'
import { createTopic } from './lib/topics.mjs'

const [bootstrap, topic, partitions] = process.argv.slice(2)
const kafka = new kafkajs.Kafka({ brokers: [bootstrap], logLevel: kafkajs.logLevel.NOTHING })
const admin = kafka.admin()
await admin.connect()
await createTopic(admin, topic, Number(partitions))
await admin.disconnect()
