import { expect, it } from 'vitest'
import { parseCsv } from './csv.js'

const cellsOf = (text: string) => parseCsv(text)?.map(({ cells }) => cells)

it.each([
  [
    'a,b\n1,2',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'a;b\r\n1,5;2\r\n',
    [
      ['a', 'b'],
      ['1,5', '2'],
    ],
  ],
  [
    '\uFEFFa,b\n"say ""x"", y",2',
    [
      ['a', 'b'],
      ['say "x", y', '2'],
    ],
  ],
  [
    'a,b\n\n , \n1,',
    [
      ['a', 'b'],
      ['1', ''],
    ],
  ],
  ['', []],
])('reads %j', (text, cells) => {
  expect(cellsOf(text)).toEqual(cells)
})

it('numbers rows by the line on which they begin', () => {
  expect(parseCsv('a,b\n"1\n1",2\n\n3,4')?.map(({ line }) => line)).toEqual([1, 2, 5])
})

it('does not guess where a quotation ends that nobody closed', () => {
  expect(parseCsv('a,b\n"1,2')).toBeNull()
})
