'use client'

import type { Device, Room } from '@maestro/contract'
import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { Box } from '@/ui/box'
import { useWords } from '@/words/words-provider'
import { type Setup, type SetupPart, setupOf } from './setup'

const partWords = {
  camera: 'room.camera',
  'touch-panel': 'room.touchPanel',
  microphone: 'room.microphone',
  speaker: 'room.speaker',
  'content-dongle': 'room.contentDongle',
  peripheral: 'room.peripheral',
} as const

/** A picture of the room: screens, cameras, the device and what else is connected; what is missing is dashed. */
export function SetupPicture({ room, device }: { room: Room; device: Device }) {
  const { t } = useWords()
  const setup = setupOf(room, device)
  const sentence = useSetupSentence(setup)
  return (
    <Box title={t('room.setup')} aside={t('room.setup.aside')}>
      <div className="max-sm:hidden">
        <Picture room={room} device={device} setup={setup} sentence={sentence} stage={wide} />
      </div>
      <div className="sm:hidden">
        <Picture room={room} device={device} setup={setup} sentence={sentence} stage={narrow} />
      </div>
      <p className="mt-1 text-13 text-muted">{sentence}</p>
    </Box>
  )
}

function useSetupSentence(setup: Setup): string {
  const { t } = useWords()
  if (!setup.known) return t('room.setup.unknown')
  const missing = [
    ...setup.screens.filter((screen) => screen.missing).map((screen) => t('room.display', { number: screen.number })),
    ...[...setup.cameras, ...setup.others]
      .filter((part) => part.missing)
      .map((part) => part.name ?? t(partWords[part.kind])),
  ]
  return missing.length === 0 ? t('room.setup.all') : t('room.setup.missing', { what: missing.join(', ') })
}

interface PictureProps {
  room: Room
  device: Device
  setup: Setup
  sentence: string
  stage: Stage
}

/** How much room there is to draw in, so that words keep their size on a phone. */
interface Stage {
  width: number
  /** A screen's width, alone or beside one other, and beside two. */
  screens: readonly [number, number]
  screenGap: number
  partGap: number
  perRow: number
}

const wide: Stage = { width: 660, screens: [168, 128], screenGap: 20, partGap: 24, perRow: 5 }
const narrow: Stage = { width: 336, screens: [158, 104], screenGap: 10, partGap: 2, perRow: 3 }

const spread = ({ width }: Stage, count: number, index: number, size: number, gap: number) =>
  width / 2 - (count * size + (count - 1) * gap) / 2 + index * (size + gap)

/** Where the part with this number stands below the cameras: rows from left to right, each centred. */
function placeOf(stage: Stage, count: number, index: number): { x: number; y: number } {
  const row = Math.floor(index / stage.perRow)
  const inRow = Math.min(stage.perRow, count - row * stage.perRow)
  return { x: spread(stage, inRow, index % stage.perRow, 110, stage.partGap), y: 162 + row * 56 }
}

function Picture({ room, device, setup, sentence, stage }: PictureProps) {
  const { t } = useWords()
  const { modelName } = useCatalogue()
  const parts: SetupPart[] = [...setup.others]
  const seats = parts.length + 1
  return (
    <svg
      viewBox={`0 0 ${stage.width} ${160 + Math.ceil(seats / stage.perRow) * 56}`}
      role="img"
      aria-label={`${t('room.setup.picture', { name: room.name })}. ${sentence}`}
      className="w-full text-[11px]"
      fill="none"
    >
      {setup.screens.map((screen) => {
        const size = stage.screens[setup.screens.length > 2 ? 1 : 0]
        const x = spread(stage, setup.screens.length, screen.number - 1, size, stage.screenGap)
        const label = t('room.display', { number: screen.number })
        return (
          <Shape
            key={screen.number}
            x={x}
            y={10}
            width={size}
            height={96}
            missing={screen.missing}
            accent={screen.dual}
            filled
          >
            <Words x={x + size / 2} y={54} missing={screen.missing} accent={screen.dual}>
              {screen.missing ? t('room.missing', { what: label }) : label}
            </Words>
            <Words x={x + size / 2} y={71} accent={screen.dual}>
              {screen.dual ? t('room.dualScreen') : screen.size}
            </Words>
          </Shape>
        )
      })}
      {setup.cameras.map((camera, index) => {
        const x = spread(stage, setup.cameras.length, index, 58, 96)
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts without a name are told apart by their place
          <Shape key={index} x={x} y={116} width={58} height={16} round missing={camera.missing}>
            {!camera.missing && <circle cx={x + 29} cy={124} r={4} className="fill-line-strong" />}
            <Words x={x + 29} y={147} missing={camera.missing}>
              {camera.missing
                ? t('room.missing', { what: camera.name ?? t('room.camera') })
                : (camera.name ?? t('room.camera'))}
            </Words>
          </Shape>
        )
      })}
      <BaseUnit {...placeOf(stage, seats, 0)} device={device} name={modelName(device.modelKey)} />
      {parts.map((part, index) => {
        const { x, y } = placeOf(stage, seats, index + 1)
        const label = part.name ?? t(partWords[part.kind])
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts without a name are told apart by their place
          <Shape key={index} x={x + 28} y={y} width={54} height={30} missing={part.missing}>
            <Words x={x + 55} y={y + 45} missing={part.missing}>
              {part.missing ? t('room.missing', { what: label }) : label}
            </Words>
          </Shape>
        )
      })}
    </svg>
  )
}

function BaseUnit({ x, y, device, name }: { x: number; y: number; device: Device; name: string }) {
  const online = device.connection === 'online'
  return (
    <g>
      <rect x={x + 14} y={y} width={82} height={30} rx={5} className="fill-panel stroke-line-strong" />
      <circle cx={x + 84} cy={y + 15} r={3.5} className={online ? 'fill-ok' : 'fill-bad'} />
      <line x1={x + 24} y1={y + 15} x2={x + 64} y2={y + 15} className="stroke-line-strong" />
      <Words x={x + 55} y={y + 45}>
        {name}
      </Words>
    </g>
  )
}

interface ShapeProps {
  x: number
  y: number
  width: number
  height: number
  round?: boolean
  missing?: boolean
  accent?: boolean
  filled?: boolean
  children: ReactNode
}

function Shape({ missing, accent, filled, round, children, ...box }: ShapeProps) {
  return (
    <g>
      <rect
        {...box}
        rx={round ? box.height / 2 : 5}
        strokeDasharray={missing ? '4 3' : undefined}
        className={clsx(
          missing ? 'stroke-warn' : accent ? 'stroke-accent' : 'stroke-line-strong',
          !missing && (accent ? 'fill-accent-soft' : filled ? 'fill-off-soft' : 'fill-panel'),
        )}
      />
      {children}
    </g>
  )
}

interface WordsProps {
  x: number
  y: number
  missing?: boolean
  accent?: boolean
  children: ReactNode
}

function Words({ x, y, missing, accent, children }: WordsProps) {
  return (
    <text
      x={x}
      y={y}
      textAnchor="middle"
      className={clsx('text-[11px]', missing ? 'fill-warn' : accent ? 'fill-accent' : 'fill-muted')}
    >
      {children}
    </text>
  )
}
