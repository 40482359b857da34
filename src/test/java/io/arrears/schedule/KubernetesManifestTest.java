package io.arrears.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.arrears.Main;
import io.arrears.config.Settings;
import io.arrears.config.SettingsLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import picocli.CommandLine;

/** kubernetes.yaml: by our own list of the fields it uses, and by the operator's definition where a copy of it is at hand. */
class KubernetesManifestTest {

    /** Where the operator's CustomResourceDefinition is; it is foreign text and not committed. */
    private static final String CRD = "sparkoperator.crd";

    /** Fields of sparkoperator.k8s.io/v1beta2 that the manifest may use; * marks those that must be there. */
    private static final Map<String, String> FIELDS = Map.of(
            "", "*apiVersion *kind *metadata *spec",
            "spec",
                    "*schedule timeZone concurrencyPolicy successfulRunHistoryLimit failedRunHistoryLimit suspend *template",
            "spec.template",
                    "*type mode *sparkVersion image imagePullPolicy mainClass *mainApplicationFile arguments "
                            + "restartPolicy sparkConf *driver *executor",
            "spec.template.restartPolicy", "type",
            "spec.template.driver", "cores memory serviceAccount template",
            "spec.template.executor", "instances cores memory template");

    private final List<Object> documents = load(ScheduleFiles.text("kubernetes.yaml"));
    private final Object scheduled = documents.get(1);

    @TempDir
    private Path folder;

    @Test
    void everyFieldIsKnownAndNoneIsMissing() {
        assertEquals(
                List.of("ConfigMap", "ScheduledSparkApplication"),
                documents.stream().map(each -> CrdSchema.at(each, "kind")).toList());
        assertEquals("sparkoperator.k8s.io/v1beta2", CrdSchema.at(scheduled, "apiVersion"));
        FIELDS.forEach((path, fields) -> {
            Map<?, ?> found = (Map<?, ?>) CrdSchema.at(scheduled, path.isEmpty() ? new String[0] : path.split("\\."));
            List<String> known = List.of(fields.replace("*", "").split(" "));
            found.keySet().forEach(name -> assertTrue(known.contains(name), () -> path + "." + name));
            List.of(fields.split(" ")).stream()
                    .filter(name -> name.startsWith("*"))
                    .forEach(name -> assertTrue(found.containsKey(name.substring(1)), () -> path + "." + name));
        });
    }

    @Test
    void theOperatorsDefinitionAcceptsIt() throws Exception {
        String place = System.getProperty(CRD, "");
        assumeTrue(
                Files.isRegularFile(Path.of(place)),
                "the operator's definition is left out: give it as -D" + CRD
                        + "=/path/to/sparkoperator.k8s.io_scheduledsparkapplications.yaml, from github.com/kubeflow/spark-operator");
        CrdSchema schema =
                CrdSchema.of((Map<?, ?>) load(Files.readString(Path.of(place))).get(0));
        assertEquals(List.of(), schema.complaints(scheduled));
        @SuppressWarnings("unchecked")
        Map<String, Object> driver = (Map<String, Object>) CrdSchema.at(scheduled, "spec", "template", "driver");
        driver.put("memory", 4);
        driver.put("core", 2);
        assertEquals(
                List.of(
                        ".spec.template.driver.memory is 4, expected string",
                        ".spec.template.driver.core is no field there"),
                schema.complaints(scheduled));
    }

    @Test
    void oneWriterAndTriesOnlyInTheEntryPoint() {
        assertEquals("Forbid", CrdSchema.at(scheduled, "spec", "concurrencyPolicy"));
        assertEquals("Never", CrdSchema.at(scheduled, "spec", "template", "restartPolicy", "type"));
        assertEquals("UTC", CrdSchema.at(scheduled, "spec", "timeZone"));
        assertTrue(CrdSchema.at(scheduled, "spec", "schedule").toString().matches("\\d+ \\d+( \\*){3}"));
    }

    @Test
    void theCommandIsOneOfArrearsAndItsConfigurationIsAccepted() throws Exception {
        List<String> words = ((List<?>) CrdSchema.at(scheduled, "spec", "template", "arguments"))
                .stream()
                        .map(word -> word.equals("@day-before") ? "2025-12-31" : word.toString())
                        .toList();
        ScheduleFiles.assertRun("2025-12-31", words);
        assertEquals(Main.class.getName(), CrdSchema.at(scheduled, "spec", "template", "mainClass"));
        String text = CrdSchema.at(documents.get(0), "data", "arrears.conf").toString();
        Settings settings =
                SettingsLoader.load(Optional.of(Files.writeString(folder.resolve("arrears.conf"), text)), Map.of());
        assertTrue(settings.lakeRoot().startsWith("/lake/"), settings.lakeRoot());
        assertTrue(mounts("driver").contains("/lake") && mounts("executor").contains("/lake"));
        assertTrue(
                mounts("driver").contains("/etc/arrears") && mounts("executor").contains("/etc/arrears"));
    }

    @Test
    void passwordsAreReferencesAndNobodyIsRoot() {
        TreeSet<String> secrets = new TreeSet<>();
        for (Object each : (List<?>) CrdSchema.at(container("driver"), "env")) {
            Map<?, ?> variable = (Map<?, ?>) each;
            assertTrue(!variable.containsKey("value"), variable::toString);
            if (CrdSchema.at(variable, "valueFrom", "secretKeyRef") != null) {
                secrets.add(variable.get("name").toString());
            }
        }
        assertEquals(new TreeSet<>(List.of("ARREARS_PUBLISH_PASSWORD", "ARREARS_SOURCE_PASSWORD")), secrets);
        for (String role : List.of("driver", "executor")) {
            assertEquals(true, CrdSchema.at(pod(role), "securityContext", "runAsNonRoot"));
            assertEquals("spark-kubernetes-" + role, CrdSchema.at(container(role), "name"));
        }
    }

    @Test
    void versionsAndJavaOptionsAreThoseOfTheProject() throws Exception {
        assertEquals(
                org.apache.spark.package$.MODULE$.SPARK_VERSION(),
                CrdSchema.at(scheduled, "spec", "template", "sparkVersion"));
        String version =
                new CommandLine(new Main()).getCommandSpec().version()[0].replace("arrears ", "");
        assertTrue(
                CrdSchema.at(scheduled, "spec", "template", "image").toString().endsWith("/arrears:" + version));
        Properties defaults = new Properties();
        try (var reader = Files.newBufferedReader(Path.of("conf/spark-defaults.conf"))) {
            defaults.load(reader);
        }
        for (String key : List.of("spark.driver.extraJavaOptions", "spark.executor.extraJavaOptions")) {
            String given = CrdSchema.at(scheduled, "spec", "template", "sparkConf", key)
                    .toString();
            assertTrue(given.startsWith(defaults.getProperty(key) + " "), given);
        }
    }

    private Object pod(String role) {
        return CrdSchema.at(scheduled, "spec", "template", role, "template", "spec");
    }

    private Object container(String role) {
        return ((List<?>) CrdSchema.at(pod(role), "containers")).get(0);
    }

    private List<Object> mounts(String role) {
        List<Object> paths = new ArrayList<>();
        List<?> volumes = ((List<?>) CrdSchema.at(pod(role), "volumes"))
                .stream().map(each -> CrdSchema.at(each, "name")).toList();
        for (Object mount : (List<?>) CrdSchema.at(container(role), "volumeMounts")) {
            assertTrue(volumes.contains(CrdSchema.at(mount, "name")), mount::toString);
            paths.add(CrdSchema.at(mount, "mountPath"));
        }
        return paths;
    }

    private static List<Object> load(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return StreamSupport.stream(
                        new Yaml(new SafeConstructor(options)).loadAll(text).spliterator(), false)
                .toList();
    }
}
