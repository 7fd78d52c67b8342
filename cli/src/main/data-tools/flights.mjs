// Makes the data file of `weir demo`: four days of US domestic flights out of the npm package vega-datasets.
// Where the data come from and under what terms: docs/demo-data.md.
//
//   npm install --no-save vega-datasets@3.2.1 hyparquet@1.31.5 hyparquet-compressors@1.1.2
//   node flights.mjs ../resources/io/weir/cli/demo/flights.csv.gz
import { writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'

const FIRST_MINUTE = Date.UTC(2001, 1, 22)
const LAST_MINUTE = Date.UTC(2001, 1, 26) - 1

const file = await asyncBufferFromFile('node_modules/vega-datasets/data/flights-3m.parquet')
const flights = (await parquetReadObjects({ file, compressors })).filter(
  (flight) => flight.date >= FIRST_MINUTE && flight.date <= LAST_MINUTE,
)

let previous = FIRST_MINUTE
const lines = flights.map((flight) => {
  // The source is ordered by time; differences of a few minutes compress to half of what full times would.
  const minutes = (flight.date - previous) / 60_000
  previous = Number(flight.date)
  return [minutes, flight.origin, flight.destination, flight.delay, flight.distance].join(',')
})
const header = [
  '# US domestic flights that left from 22 to 25 February 2001, in the order of their departure, local time.',
  '# Source: US Bureau of Transportation Statistics, airline on-time performance (public domain in the US).',
  '# minutes after the line before (first: after 2001-02-22T00:00),origin,destination,arrival delay min,miles',
]
writeFileSync(process.argv[2], gzipSync([...header, ...lines, ''].join('\n'), { level: 9 }))
console.log(`${lines.length} flights`)
