import { eventually } from './checks.mjs'

// A group member that keeps what it reads, and knows which partitions it has.
export class Member {
  constructor(kafka, groupId, options = {}) {
    this.consumer = kafka.consumer({
      groupId,
      sessionTimeout: 10_000,
      heartbeatInterval: 500,
      rebalanceTimeout: 10_000,
      maxWaitTimeInMs: 250,
      allowAutoTopicCreation: false,
      ...options,
    })
    this.read = []
    this.partitions = []
    this.joins = 0
    this.consumer.on(this.consumer.events.GROUP_JOIN, ({ payload }) => {
      this.joins++
      this.partitions = Object.values(payload.memberAssignment).flat()
    })
  }

  async start(topic, { fromBeginning = true, limit = Infinity, run = {} } = {}) {
    await this.consumer.connect()
    await this.consumer.subscribe({ topic, fromBeginning })
    await this.consumer.run({
      ...run,
      eachMessage: async ({ topic, partition, message }) => {
        if (this.read.length < limit) {
          this.read.push({ topic, partition, ...message })
        }
      },
    })
    return this
  }

  async has(count) {
    await eventually(`${count} records (${this.read.length} so far)`, () => this.read.length >= count)
  }

  async stop() {
    await this.consumer.disconnect()
  }
}

// The first `count` records of a topic from its beginning, read by a group of their own.
export async function readAll(kafka, topic, count) {
  const member = new Member(kafka, `reader-${topic}-${Date.now()}`)
  try {
    await member.start(topic)
    await member.has(count)
    return member.read
  } finally {
    await member.stop()
  }
}

// Per partition, offsets go up one by one.
export function inOrder(records) {
  const next = new Map()
  return records.every(({ partition, offset }) => {
    const fits = !next.has(partition) || BigInt(offset) === next.get(partition)
    next.set(partition, BigInt(offset) + 1n)
    return fits
  })
}
