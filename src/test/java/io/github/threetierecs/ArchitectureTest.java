package io.github.threetierecs;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.library.GeneralCodingRules;
import org.junit.jupiter.api.Test;
import software.constructs.Construct;

class ArchitectureTest {
  private static final String ROOT = "io.github.threetierecs";
  private static final String TEMPLATE = ROOT + ".internal.template..";

  private static final JavaClasses LIBRARY =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void theApiIsTheConstructItsOptionsAndNothingElse() {
    assertThat(LIBRARY.that(resideInAPackage(ROOT)))
        .filteredOn(it -> it.getModifiers().contains(JavaModifier.PUBLIC))
        .extracting(JavaClass::getName)
        .extracting(name -> name.substring(ROOT.length() + 1))
        .as("public classes of %s", ROOT)
        .containsExactlyInAnyOrder(
            "ThreeTierEcsApp",
            "NetworkResources",
            "CapacityResources",
            "ServiceResources",
            "FrontendResources",
            "BackendResources",
            "DataResources",
            "OperationsResources",
            "ThreeTierEcsAppProps",
            "ThreeTierEcsAppProps$Builder",
            "Profile",
            "NatStrategy",
            "KeyStrategy",
            "TaskNetworking",
            "InstanceOs",
            "NetworkProps",
            "NetworkProps$Builder",
            "CapacityProps",
            "CapacityProps$Builder",
            "ServiceProps",
            "ServiceProps$Builder",
            "FrontendProps",
            "FrontendProps$Builder",
            "BackendProps",
            "BackendProps$Builder",
            "ImageRepositories",
            "ImageRepositoriesProps",
            "ImageRepositoriesProps$Builder",
            "ContainerProps",
            "ContainerProps$Builder",
            "LoadBalancerProps",
            "LoadBalancerProps$Builder",
            "EdgeProps",
            "EdgeProps$Builder",
            "WebAclProps",
            "WebAclProps$Builder",
            "AutoScalingProps",
            "AutoScalingProps$Builder",
            "DeploymentProps",
            "DeploymentProps$Builder",
            "ApplicationUserProps",
            "ApplicationUserProps$Builder",
            "RotationProps",
            "RotationProps$Builder",
            "DatabaseProps",
            "DatabaseProps$Builder",
            "ObservabilityProps",
            "ObservabilityProps$Builder",
            "BackupProps",
            "BackupProps$Builder",
            "DatabaseMonitoringProps",
            "DatabaseMonitoringProps$Builder");
  }

  @Test
  void tiersArePackagePrivate() {
    classes()
        .that()
        .areAssignableTo(Construct.class)
        .and()
        .doNotHaveSimpleName("ThreeTierEcsApp")
        .and()
        .doNotHaveSimpleName("ImageRepositories")
        .should()
        .bePackagePrivate()
        .check(LIBRARY);
  }

  @Test
  void whatReadsTemplatesKnowsNoCdk() {
    classes()
        .that()
        .resideInAPackage(TEMPLATE)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            TEMPLATE,
            ROOT + ".internal.address",
            ROOT + ".internal.order",
            "java..",
            "org.jspecify.annotations")
        .because("its tests run in milliseconds, and pictures need no Node process")
        .check(LIBRARY);
  }

  @Test
  void whatPlacesTasksKnowsNoCdk() {
    String placement = ROOT + ".internal.placement";
    classes()
        .that()
        .resideInAPackage(placement)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            placement, ROOT + ".internal.order", "java..", "org.jspecify.annotations")
        .because("it is asked before there is anything of the CDK")
        .check(LIBRARY);
  }

  @Test
  void whatKeepsOrderKnowsNothingElse() {
    String order = ROOT + ".internal.order";
    classes()
        .that()
        .resideInAPackage(order)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(order, "java..", "org.jspecify.annotations")
        .because("whatever makes, reads or places something uses it")
        .check(LIBRARY);
  }

  @Test
  void whatReadsAddressesKnowsNothingElse() {
    String address = ROOT + ".internal.address";
    classes()
        .that()
        .resideInAPackage(address)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(address, "java..", "org.jspecify.annotations")
        .because("both options and templates have ranges of addresses")
        .check(LIBRARY);
  }

  @Test
  void whatMakesTemplatesDoesNotReadThem() {
    noClasses()
        .that()
        .resideInAPackage(ROOT)
        .and()
        .doNotHaveSimpleName("ReachabilityCheck")
        .and()
        .doNotHaveSimpleName("PlaceCheck")
        .and()
        .doNotHaveFullyQualifiedName(ROOT + ".AdditionsCheck")
        .and()
        .haveNameNotMatching(".*AdditionsCheck\\$.*")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(TEMPLATE)
        .because(
            "what is made does not depend on how it is checked; the check comes after synthesis")
        .check(LIBRARY);
  }

  @Test
  void whatOnlyNewerCdksHaveIsUsedInOnePlace() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(ROOT + ".ReachabilityPlugin")
        .and()
        .doNotHaveFullyQualifiedName(ROOT + ".ReachabilityPlugin$Registration")
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "software\\.amazon\\.awscdk\\."
                + "(Validations|Acknowledgment|I?Policy(Validation|Violat).*|CrossStackReferences"
                + "|ReferenceStrength|CloudFormationValidatePlugin.*)")
        .because(
            "aws-cdk-lib 2.245.0 lacks them, and jsii reflects over every method; add a class that"
                + " is loaded by its name, and .ci/window compiles all others with 2.245.0")
        .check(LIBRARY);
  }

  @Test
  void whatUsersBeginWithChecksTheCdk() {
    methods()
        .that()
        .arePublic()
        .and()
        .areStatic()
        .and()
        .areDeclaredInClassesThat()
        .resideInAPackage(ROOT)
        .and()
        .areDeclaredInClassesThat()
        .arePublic()
        .and()
        .areDeclaredInClassesThat()
        .areNotEnums()
        .should(
            ArchCondition.from(
                describe(
                    "call Cdk.check()",
                    method ->
                        method.getMethodCallsFromSelf().stream()
                            .anyMatch(it -> it.getTargetOwner().isEquivalentTo(Cdk.class)))))
        .because("a CDK that is too old gets one line and no LinkageError")
        .check(LIBRARY);
  }

  @Test
  void jsiiItselfIsLeftToTheCdk() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("software.amazon.jsii..")
                .and(not(simpleName("Builder")))
                .and(not(simpleName("JsiiModule"))))
        .because("every CDK brings a jsii-runtime of its own")
        .check(LIBRARY);
  }

  @Test
  void nothingIsPrinted() {
    GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS
        .because("a CDK application's output is its user's")
        .check(LIBRARY);
  }
}
