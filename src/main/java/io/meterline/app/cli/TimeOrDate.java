package io.meterline.app.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time given as an option, or a date, which means the start of that day somewhere. */
sealed interface TimeOrDate {
  /**
   * The time.
   *
   * @param startOf returns when a day starts
   */
  Instant in(Function<LocalDate, Instant> startOf);

  /** A point in time. */
  record Time(Instant at) implements TimeOrDate {
    @Override
    public Instant in(Function<LocalDate, Instant> startOf) {
      return at;
    }
  }

  /** A day. */
  record Date(LocalDate date) implements TimeOrDate {
    @Override
    public Instant in(Function<LocalDate, Instant> startOf) {
      return startOf.apply(date);
    }
  }

  /**
   * Parses {@code 2024-01-03}, or an ISO-8601 time with an offset, such as {@code 2024-01-03T10:00Z}; a space may stand for the {@code
   * T}.
   */
  final class Text implements ITypeConverter<TimeOrDate> {
    @Override
    public TimeOrDate convert(String text) {
      var time = text.strip().replaceFirst(" +", "T");
      return parsed(() -> (TimeOrDate) new Date(LocalDate.parse(time)))
          .or(() -> parsed(() -> new Time(OffsetDateTime.parse(time).toInstant())))
          .orElseThrow(() -> refused(text, time));
    }

    private static TypeConversionException refused(String text, String time) {
      return new TypeConversionException(
          parsed(() -> LocalDateTime.parse(time)).isPresent()
              ? "'" + text + "' has no offset from UTC: write " + time + "Z for UTC, or " + time + "+01:00"
              : "'" + text + "' is neither a time such as 2024-01-03T10:00:00Z or 2024-01-03T10:00+01:00, nor a date such as 2024-01-03");
    }

    private static <T> Optional<T> parsed(Supplier<T> parse) {
      try {
        return Optional.of(parse.get());
      } catch (DateTimeException e) {
        return Optional.empty();
      }
    }
  }
}
