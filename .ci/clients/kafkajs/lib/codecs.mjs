// kafkajs has gzip built in; the other codecs come from packages without native code.
import kafkajs from 'kafkajs'
import snappyCodec from 'kafkajs-snappy'
import lz4 from 'lz4js'
import zstd from '@bokuweb/zstd-wasm'

const { CompressionCodecs, CompressionTypes } = kafkajs

// Kafka takes only frames that say their blocks are independent. lz4js does not say so, although the one block of a
// frame below 4 MiB is: flag 0x20 in the header's first byte, and the header checksum that belongs to the two bytes.
function independentBlocks(frame) {
  if (frame[4] !== 0x40 || frame[5] !== 0x70) throw new Error('lz4js writes another header than it used to')
  frame[4] = 0x60
  frame[6] = 0x73
  return frame
}

export async function installCodecs() {
  await zstd.init()
  CompressionCodecs[CompressionTypes.Snappy] = snappyCodec
  CompressionCodecs[CompressionTypes.LZ4] = () => ({
    compress: async encoder => independentBlocks(Buffer.from(lz4.compress(encoder.buffer))),
    decompress: async buffer => Buffer.from(lz4.decompress(buffer)),
  })
  CompressionCodecs[CompressionTypes.ZSTD] = () => ({
    compress: async encoder => Buffer.from(zstd.compress(encoder.buffer, 3)),
    decompress: async buffer => Buffer.from(zstd.decompress(buffer)),
  })
}

export const codecs = {
  none: CompressionTypes.None,
  gzip: CompressionTypes.GZIP,
  snappy: CompressionTypes.Snappy,
  lz4: CompressionTypes.LZ4,
  zstd: CompressionTypes.ZSTD,
}
