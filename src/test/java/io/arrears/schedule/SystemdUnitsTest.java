package io.arrears.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.schedule.ScheduleFiles.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The systemd units: by their own rules here, and by systemd where it is installed. */
class SystemdUnitsTest {

    /** Directives that these units may use, by section, as systemd.unit(5), .exec(5), .service(5) and .timer(5) name them. */
    private static final Map<String, Set<String>> KNOWN = Map.of(
            "Unit", Set.of("Description", "Wants", "After", "StartLimitIntervalSec", "StartLimitBurst"),
            "Service",
                    Set.of(
                            "Type",
                            "User",
                            "StateDirectory",
                            "StateDirectoryMode",
                            "WorkingDirectory",
                            "EnvironmentFile",
                            "Environment",
                            "ExecStart",
                            "Restart",
                            "RestartPreventExitStatus",
                            "RestartSec",
                            "TimeoutStartSec",
                            "Nice",
                            "UMask",
                            "NoNewPrivileges",
                            "PrivateTmp",
                            "PrivateDevices",
                            "ProtectSystem",
                            "ProtectHome",
                            "ProtectKernelTunables",
                            "ProtectControlGroups",
                            "RestrictSUIDSGID",
                            "RestrictAddressFamilies"),
            "Timer", Set.of("OnCalendar", "Persistent", "RandomizedDelaySec"),
            "Install", Set.of("WantedBy"));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"arrears.service", "arrears@.service", "arrears.timer"})
    void everyDirectiveIsKnownInItsSection(String unit) {
        directives(unit).keySet().forEach(key -> {
            String[] parts = key.split("\\.", 2);
            assertTrue(KNOWN.getOrDefault(parts[0], Set.of()).contains(parts[1]), () -> unit + " has " + key);
        });
    }

    @Test
    void theInstanceIsTheDayAndTheCommandIsOneOfArrears() {
        List<String> words = Arrays.asList(directives("arrears@.service")
                .get("Service.ExecStart")
                .get(0)
                .replace("%i", "2025-12-31")
                .split(" "));
        assertEquals("/opt/arrears/scripts/arrears", words.get(0));
        assertTrue(Files.isExecutable(Path.of("scripts/arrears")));
        ScheduleFiles.assertRun("2025-12-31", words.subList(1, words.size()));
    }

    @Test
    void exitCodesThatEndTheSameWayAreNotTriedAgain() {
        Map<String, List<String>> run = directives("arrears@.service");
        assertEquals(List.of("on-failure"), run.get("Service.Restart"));
        assertEquals(List.of("1 2 3"), run.get("Service.RestartPreventExitStatus"));
        assertEquals(List.of("/etc/arrears/secrets.env"), run.get("Service.EnvironmentFile"));
    }

    @Test
    void theTimerAsksForYesterdayOnce() throws Exception {
        Path log = folder.resolve("asked");
        ScheduleFiles.script(folder.resolve("bin/systemctl"), "printf '%s\\n' \"$@\" >'" + log + "'");
        String command = directives("arrears.service").get("Service.ExecStart").get(0);
        String body = command.substring("/bin/sh -c '".length(), command.length() - 1)
                .replace("$$", "$")
                .replace("%%", "%");
        ScheduleFiles.script(folder.resolve("bin/date"), "[ \"$*\" = '-u -d yesterday +%F' ] && echo 2025-12-31");
        Ended ended = ScheduleFiles.execute(
                Map.of("PATH", folder.resolve("bin") + ":/bin:/usr/bin"), List.of("/bin/sh", "-c", body));
        assertEquals(0, ended.code(), ended.output());
        assertEquals(List.of("start", "--no-block", "arrears@2025-12-31.service"), Files.readAllLines(log));
    }

    @Test
    void systemdAcceptsTheUnits() throws Exception {
        ScheduleFiles.assumeInstalled("systemd-analyze");
        List<String> verify = new ArrayList<>(List.of("systemd-analyze", "verify"));
        for (String unit : List.of("arrears.service", "arrears@.service", "arrears.timer")) {
            // Where the project is here: systemd looks for the program.
            String text = ScheduleFiles.text(unit)
                    .replace("/opt/arrears/", Path.of("").toAbsolutePath() + "/");
            verify.add(Files.writeString(folder.resolve(unit), text).toString());
        }
        assertEquals(new Ended(0, ""), ScheduleFiles.execute(Map.of(), verify));
        String calendar = directives("arrears.timer").get("Timer.OnCalendar").get(0);
        Ended ended = ScheduleFiles.execute(Map.of(), List.of("systemd-analyze", "calendar", calendar));
        assertEquals(0, ended.code(), ended.output());
    }

    /** Values by {@code Section.Key}, in order. */
    private static Map<String, List<String>> directives(String unit) {
        Map<String, List<String>> directives = new LinkedHashMap<>();
        String section = "";
        for (String line : ScheduleFiles.text(unit)
                .lines()
                .filter(each -> !each.isBlank() && !each.startsWith("#"))
                .toList()) {
            if (line.startsWith("[")) {
                section = line.substring(1, line.length() - 1);
            } else {
                String[] parts = line.split("=", 2);
                directives
                        .computeIfAbsent(section + "." + parts[0], key -> new ArrayList<>())
                        .add(parts[1]);
            }
        }
        return directives;
    }
}
