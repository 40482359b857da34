package io.arrears.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.arrears.config.Json;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;

/**
 * Reads one file of the lake to its end and checks it: against the checksum file on the disk where there is one, the
 * pages of Parquet against their own checksums, JSON line by line.
 */
final class FileCheck {

    /** Delta's own checksum of a version, and the note of the newest checkpoint, are JSON too. */
    private static final String JSON_NAME = ".*\\.json|[0-9]+\\.crc|_last_checkpoint";

    private final Configuration configuration;

    FileCheck(Configuration configuration) {
        this.configuration = configuration;
    }

    /**
     * What is wrong with the file, in a line; empty when it is whole.
     *
     * @param bytes the size it must have, negative where it is unknown
     */
    Optional<String> damage(Path file, long bytes) {
        try {
            FileSystem files = file.getFileSystem(configuration);
            FileStatus status = files.getFileStatus(file);
            if (bytes >= 0 && status.getLen() != bytes) {
                return Optional.of("it has " + status.getLen() + " bytes, expected " + bytes);
            }
            boolean isJson = file.getName().matches(JSON_NAME);
            ByteArrayOutputStream kept = new ByteArrayOutputStream();
            try (InputStream in = files.open(file)) {
                in.transferTo(isJson ? kept : OutputStream.nullOutputStream());
            }
            if (isJson) {
                readLines(kept.toString(StandardCharsets.UTF_8));
            } else if (file.getName().endsWith(".parquet")) {
                readPages(status);
            }
            return Optional.empty();
        } catch (FileNotFoundException e) {
            return Optional.of("it is gone");
        } catch (IOException | RuntimeException e) {
            return Optional.of(firstLine(e));
        }
    }

    private static void readLines(String text) throws JsonProcessingException {
        for (String line : text.lines().toList()) {
            Json.tree(line);
        }
    }

    private void readPages(FileStatus file) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(
                HadoopInputFile.fromStatus(file, configuration),
                HadoopReadOptions.builder(configuration)
                        .usePageChecksumVerification(true)
                        .build())) {
            for (PageReadStore group = reader.readNextRowGroup(); group != null; group = reader.readNextRowGroup()) {
                for (ColumnDescriptor column :
                        reader.getFileMetaData().getSchema().getColumns()) {
                    PageReader pages = group.getPageReader(column);
                    pages.readDictionaryPage();
                    while (pages.readPage() != null) {
                        // A page is checked and unpacked as it is read.
                        continue;
                    }
                }
            }
        }
    }

    private static String firstLine(Exception failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse(failure.toString());
    }
}
