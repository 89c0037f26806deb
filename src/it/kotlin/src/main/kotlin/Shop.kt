import io.github.threetierecs.AutoScalingProps
import io.github.threetierecs.BackendProps
import io.github.threetierecs.EdgeProps
import io.github.threetierecs.FrontendProps
import io.github.threetierecs.Profile
import io.github.threetierecs.ThreeTierEcsApp
import io.github.threetierecs.ThreeTierEcsAppProps
import software.amazon.awscdk.App
import software.amazon.awscdk.CfnOutput
import software.amazon.awscdk.Stack
import software.amazon.awscdk.services.certificatemanager.Certificate
import software.amazon.awscdk.services.certificatemanager.ICertificate
import software.amazon.awscdk.services.ecs.ContainerImage

fun main() {
    val cdk = App()
    Shop(cdk, "ShopDevelopment", Profile.DEVELOPMENT, certificateArn = null)
    Shop(
        cdk,
        "ShopProduction",
        Profile.PRODUCTION,
        "arn:aws:acm:eu-central-1:111111111111:certificate/12345678-1234-1234-1234-123456789012",
    )
    cdk.synth()
}

class Shop(cdk: App, id: String, profile: Profile, certificateArn: String?) : Stack(cdk, id) {
    init {
        val certificate: ICertificate? =
            certificateArn?.let { Certificate.fromCertificateArn(this, "Certificate", it) }

        val app = ThreeTierEcsApp(this, "App") {
            profile(profile)
            frontend(image("frontend")) {
                // An option that is null is left out, here in development.
                edge(EdgeProps.builder().certificate(certificate).build())
            }
            backend(image("backend")) {
                environment(mapOf("CURRENCY" to "EUR"))
                autoScaling(AutoScalingProps.builder().maxTasks(3).build())
            }
        }

        CfnOutput.Builder.create(this, "Address").value(app.url).build()
    }

    private fun image(tier: String) = ContainerImage.fromRegistry("example.com/shop/$tier:1")
}

// Three functions, and the builders read as blocks.

fun ThreeTierEcsApp(scope: Stack, id: String, options: ThreeTierEcsAppProps.Builder.() -> Unit) =
    ThreeTierEcsApp(scope, id, ThreeTierEcsAppProps.builder().apply(options).build())

fun ThreeTierEcsAppProps.Builder.frontend(
    image: ContainerImage,
    options: FrontendProps.Builder.() -> Unit = {},
) = frontend(FrontendProps.builder().image(image).apply(options).build())

fun ThreeTierEcsAppProps.Builder.backend(
    image: ContainerImage,
    options: BackendProps.Builder.() -> Unit = {},
) = backend(BackendProps.builder().image(image).apply(options).build())
