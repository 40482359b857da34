package io.arrears.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * The versions that the build wrote into {@code arrears-versions.properties}; they are typed in {@code pom.xml} alone.
 *
 * @param arrears of this program
 * @param echarts of the chart library, which is a part of its path on the class path
 */
public record Versions(String arrears, String echarts) {

    public static Versions ofBuild() {
        Properties versions = new Properties();
        try (InputStream in = Versions.class.getResourceAsStream("/arrears-versions.properties")) {
            versions.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("arrears-versions.properties cannot be read", e);
        }
        return new Versions(versions.getProperty("arrears"), versions.getProperty("echarts"));
    }
}
