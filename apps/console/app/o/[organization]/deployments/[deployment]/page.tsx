import { DeploymentPage } from '@/features/deployments/deployment-page'

export default async function Page({ params }: { params: Promise<{ deployment: string }> }) {
  const { deployment } = await params
  return <DeploymentPage deploymentId={deployment} />
}
