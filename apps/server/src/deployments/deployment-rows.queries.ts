import type { Prisma } from '@maestro/database'

export type DeploymentRow = Prisma.DeploymentGetPayload<{ include: { rings: true } }>
export type TargetRow = Prisma.DeploymentTargetGetPayload<{ include: { device: { include: { room: true } } } }>
export type PlanRow = Prisma.DeploymentPlanGetPayload<{ include: { device: { include: { room: true } } } }>
