package io.github.threetierecs;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.github.threetierecs.internal.shared.Cdk;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.constructs.Construct;

class ArchitectureTest {
  private static final String ROOT = "io.github.threetierecs";
  private static final String INTERNAL = ROOT + ".internal";
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
            "TaskProps",
            "TaskProps$Builder",
            "TargetProps",
            "TargetProps$Builder",
            "ServiceProps",
            "ServiceProps$Builder",
            "FrontendProps",
            "FrontendProps$Builder",
            "BackendProps",
            "BackendProps$Builder",
            "BackendTlsProps",
            "BackendTlsProps$Builder",
            "WorkerProps",
            "WorkerProps$Builder",
            "WorkerResources",
            "AddedBackendProps",
            "AddedBackendProps$Builder",
            "AddedBackendResources",
            "ScheduledTaskProps",
            "ScheduledTaskProps$Builder",
            "ScheduledTaskResources",
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

  /** Which rooms a room may read, besides what keeps order. */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          entry("address", Set.of()),
          entry("order", Set.of()),
          entry("files", Set.of()),
          entry("program", Set.of()),
          entry("placement", Set.of("files")),
          entry("template", Set.of("address")),
          entry("blueprint", Set.of("template")),
          entry("changes", Set.of("blueprint", "deletion", "files", "template")),
          entry("cost", Set.of("files", "placement", "template")),
          entry("deletion", Set.of("blueprint", "template")),
          entry("local", Set.of("address", "blueprint", "files", "template")),
          entry("room", Set.of("placement", "template")),
          entry(
              "rehearsal", Set.of("blueprint", "changes", "deletion", "files", "room", "template")),
          entry(
              "page",
              Set.of(
                  "blueprint",
                  "changes",
                  "cost",
                  "deletion",
                  "files",
                  "placement",
                  "rehearsal",
                  "room",
                  "template")),
          entry("options", Set.of("address", "placement")),
          entry("shared", Set.of("options")),
          entry("synthesis", Set.of("blueprint", "shared")),
          entry("network", Set.of("options", "shared")),
          entry("edge", Set.of("options", "shared")),
          entry("capacity", Set.of("options", "shared", "network")),
          entry("database", Set.of("options", "shared", "network")),
          entry(
              "service",
              Set.of("options", "placement", "shared", "network", "edge", "capacity", "database")),
          entry(
              "observability",
              Set.of("options", "placement", "shared", "capacity", "database", "service")),
          entry("connections", Set.of("network", "capacity", "database", "service")),
          entry(
              "guard",
              Set.of(
                  "connections",
                  "files",
                  "options",
                  "placement",
                  "template",
                  "shared",
                  "network",
                  "edge",
                  "capacity",
                  "database",
                  "service")));

  /** What users choose from is API, and means something to those who read options. */
  private static final Set<String> CHOICES =
      Set.of("InstanceOs", "KeyStrategy", "NatStrategy", "Profile", "TaskNetworking");

  @Test
  void roomsReadOnlyWhatIsBelowThem() {
    Set<String> wrong = new TreeSet<>();
    Set<String> needed = new TreeSet<>();
    for (JavaClass from : LIBRARY) {
      String room = roomOf(from);
      for (Dependency it : from.getDirectDependenciesFromSelf()) {
        String read = roomOf(it.getTargetClass());
        if (room.isEmpty() || read.isEmpty() || room.equals(read)) {
          continue;
        }
        needed.add(room + " -> " + read);
        if (!read.equals("order") && !ARROWS.getOrDefault(room, Set.of()).contains(read)) {
          wrong.add(it.getDescription());
        }
      }
    }

    assertThat(wrong).isEmpty();
    ARROWS.forEach(
        (room, below) ->
            below.forEach(
                read ->
                    assertThat(needed)
                        .as("arrows that are needed")
                        .contains(room + " -> " + read)));
  }

  @Test
  void roomsKnowOfTheApiOnlyWhatUsersChooseFrom() {
    noClasses()
        .that()
        .resideInAPackage(INTERNAL + "..")
        .should()
        .dependOnClassesThat(
            describe(
                "API other than enums",
                it -> it.getPackageName().equals(ROOT) && !CHOICES.contains(it.getSimpleName())))
        .check(LIBRARY);
  }

  @Test
  void whatIsInternalIsInNoPublicSignature() {
    Set<String> wrong = new TreeSet<>();
    for (JavaClass type : LIBRARY) {
      if (type.getPackageName().equals(ROOT) && type.getModifiers().contains(JavaModifier.PUBLIC)) {
        Stream.concat(type.getCodeUnits().stream(), type.getFields().stream())
            .filter(
                it ->
                    it.getModifiers().contains(JavaModifier.PUBLIC)
                        || it.getModifiers().contains(JavaModifier.PROTECTED))
            .filter(
                it ->
                    it.getAllInvolvedRawTypes().stream()
                        .anyMatch(used -> used.getPackageName().startsWith(INTERNAL)))
            .forEach(it -> wrong.add(it.getFullName()));
      }
    }

    assertThat(wrong).isEmpty();
  }

  /** But for sealed classes, which name those that extend them. */
  @Test
  void noClassesAreInACircle() {
    slices()
        .assignedFrom(
            new SliceAssignment() {
              @Override
              public SliceIdentifier getIdentifierOf(JavaClass type) {
                return type.getPackageName().startsWith(ROOT)
                    ? SliceIdentifier.of(outermost(type))
                    : SliceIdentifier.ignore();
              }

              @Override
              public String getDescription() {
                return "each class";
              }
            })
        .should()
        .beFreeOfCycles()
        .ignoreDependency(ServiceProps.class, FrontendProps.class)
        .ignoreDependency(ServiceProps.class, BackendProps.class)
        .ignoreDependency(ServiceProps.Builder.class, FrontendProps.Builder.class)
        .ignoreDependency(ServiceProps.Builder.class, BackendProps.Builder.class)
        .ignoreDependency(ServiceResources.class, FrontendResources.class)
        .ignoreDependency(ServiceResources.class, BackendResources.class)
        .check(LIBRARY);
  }

  @Test
  void constructsAreInternal() {
    classes()
        .that()
        .areAssignableTo(Construct.class)
        .and()
        .doNotHaveSimpleName("ThreeTierEcsApp")
        .and()
        .doNotHaveSimpleName("ImageRepositories")
        .should()
        .resideInAPackage(INTERNAL + "..")
        .check(LIBRARY);
  }

  /** But for those that the CDK calls. */
  @Test
  void constructsInsideHaveNoMethodsForOthers() {
    methods()
        .that()
        .areDeclaredInClassesThat()
        .areAssignableTo(Construct.class)
        .and()
        .areDeclaredInClassesThat()
        .resideInAPackage(INTERNAL + "..")
        .and()
        .doNotHaveModifier(JavaModifier.SYNTHETIC)
        .and()
        .haveNameNotMatching("getConnections|enableServiceConnect")
        .should()
        .bePrivate()
        .because("jsii sends every other method of a construct to Node")
        .check(LIBRARY);
  }

  private static String outermost(JavaClass type) {
    return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type.getFullName());
  }

  /** {@return the last part of an internal package; empty for what is not internal} */
  private static String roomOf(JavaClass type) {
    String name = type.getPackageName();
    return name.startsWith(INTERNAL + ".") ? name.substring(INTERNAL.length() + 1) : "";
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
  void whatDrawsKnowsNoCdk() {
    String blueprint = INTERNAL + ".blueprint";
    String changes = INTERNAL + ".changes";
    classes()
        .that()
        .resideInAnyPackage(blueprint, changes)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            blueprint,
            changes,
            INTERNAL + ".deletion",
            TEMPLATE,
            INTERNAL + ".files",
            INTERNAL + ".order",
            INTERNAL + ".placement",
            "java..",
            "org.jspecify.annotations",
            "com.fasterxml.jackson..")
        .because("it draws any assembly from its files, without a Node process")
        .check(LIBRARY);
  }

  @Test
  void whatSaysWhatStaysKnowsNoCdk() {
    String deletion = INTERNAL + ".deletion";
    classes()
        .that()
        .resideInAPackage(deletion)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            deletion,
            TEMPLATE,
            INTERNAL + ".blueprint",
            INTERNAL + ".order",
            "java..",
            "org.jspecify.annotations")
        .because("it reads templates, without a Node process")
        .check(LIBRARY);
  }

  @Test
  void whatEstimatesKnowsNoCdk() {
    String cost = INTERNAL + ".cost";
    classes()
        .that()
        .resideInAPackage(cost)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            cost,
            TEMPLATE,
            INTERNAL + ".files",
            INTERNAL + ".order",
            INTERNAL + ".placement",
            "java..",
            "org.jspecify.annotations")
        .because("it estimates any template, without a Node process and without the network")
        .check(LIBRARY);
  }

  @Test
  void whatWritesThePageKnowsNoCdk() {
    String page = INTERNAL + ".page";
    classes()
        .that()
        .resideInAPackage(page)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            page,
            TEMPLATE,
            INTERNAL + ".blueprint",
            INTERNAL + ".changes",
            INTERNAL + ".cost",
            INTERNAL + ".deletion",
            INTERNAL + ".files",
            INTERNAL + ".order",
            INTERNAL + ".placement",
            INTERNAL + ".program",
            INTERNAL + ".rehearsal",
            INTERNAL + ".room",
            ROOT + ".rehearsal",
            "java..",
            "org.jspecify.annotations")
        .because("it writes the page of any assembly, without a Node process")
        .check(LIBRARY);
  }

  @Test
  void whatRunsLocallyKnowsNoCdk() {
    String local = INTERNAL + ".local";
    classes()
        .that()
        .resideInAPackage(local)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            local,
            TEMPLATE,
            INTERNAL + ".address",
            INTERNAL + ".blueprint",
            INTERNAL + ".files",
            INTERNAL + ".order",
            "java..",
            "org.jspecify.annotations",
            "com.fasterxml.jackson..")
        .because("it reads any assembly from its files, without a Node process")
        .check(LIBRARY);
  }

  @Test
  void whatRehearsesKnowsNoCdk() {
    String rehearsal = INTERNAL + ".rehearsal";
    classes()
        .that()
        .resideInAnyPackage(rehearsal, ROOT + ".rehearsal")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            rehearsal,
            ROOT + ".rehearsal",
            TEMPLATE,
            INTERNAL + ".blueprint",
            INTERNAL + ".changes",
            INTERNAL + ".deletion",
            INTERNAL + ".files",
            INTERNAL + ".order",
            INTERNAL + ".program",
            INTERNAL + ".room",
            "java..",
            "org.jspecify.annotations",
            "com.fasterxml.jackson..")
        .because("it plays any template, without a Node process and without an account")
        .check(LIBRARY);
  }

  @Test
  void whatReadsTheRoomForTasksKnowsNoCdk() {
    String room = INTERNAL + ".room";
    classes()
        .that()
        .resideInAPackage(room)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            room,
            TEMPLATE,
            INTERNAL + ".order",
            INTERNAL + ".placement",
            "java..",
            "org.jspecify.annotations")
        .because("it reads any template, without a Node process")
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
            placement,
            INTERNAL + ".files",
            INTERNAL + ".order",
            "java..",
            "org.jspecify.annotations")
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
  void whatOnlyNewerCdksHaveIsUsedByPluginsAlone() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(INTERNAL + ".guard.ReachabilityPlugin")
        .and()
        .doNotHaveFullyQualifiedName(INTERNAL + ".guard.ReachabilityPlugin$Registration")
        .and()
        .doNotHaveFullyQualifiedName(INTERNAL + ".synthesis.BlueprintPlugin")
        .and()
        .doNotHaveFullyQualifiedName(INTERNAL + ".synthesis.BlueprintPlugin$Registration")
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

  /** But for what is called from the command line. */
  @Test
  void nothingIsPrinted() {
    GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS
        .because("a CDK application's output is its user's")
        .check(LIBRARY.that(not(simpleName("Main"))));
  }
}
