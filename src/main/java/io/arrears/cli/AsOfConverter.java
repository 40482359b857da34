package io.arrears.cli;

import io.arrears.lake.AsOf;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code --as-of} strictly. */
final class AsOfConverter implements ITypeConverter<AsOf> {

    @Override
    public AsOf convert(String text) {
        try {
            return AsOf.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
