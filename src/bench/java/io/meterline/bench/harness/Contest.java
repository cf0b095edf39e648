package io.meterline.bench.harness;

import io.meterline.bench.DataShape;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * All contenders on one kind of data, in turns, so that none has the machine on a better day than the others.
 *
 * @param whole the data
 * @param runs how many of each, at least 1
 */
record Contest(List<Contender> contenders, DataShape whole, int runs) {

  ResultTable run(Heat heat) {
    Map<Contender, List<Run>> large = new EnumMap<>(Contender.class);
    Map<Contender, List<Run>> small = new EnumMap<>(Contender.class);
    for (var number = 1; number <= runs; number++) {
      var which = whole.kind().word() + ", run " + number + " of " + runs;
      for (var contender : contenders) {
        // Less of it too, to tell its start-up by.
        add(small, contender, heat.run(contender, contender.smaller().of(whole), which));
        add(large, contender, heat.run(contender, contender.largest().of(whole), which));
      }
    }
    var table = new ResultTable();
    for (var contender : contenders) {
      table.add(contender, new Measured(large.get(contender), small.get(contender)));
    }
    return table;
  }

  private static void add(Map<Contender, List<Run>> runs, Contender contender, Run run) {
    runs.computeIfAbsent(contender, any -> new ArrayList<>()).add(run);
  }
}
