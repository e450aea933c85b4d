package nomen.codec.master;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenerateTemplateTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10 | ${0}         | 10",
        "10 | ${-3}        | 7",
        "10 | ${5,4}       | 0015",
        "10 | ${0,4,d}     | 0010",
        "10 | ${-13,4,d}   | -003",
        "10 | ${0,4,o}     | 0012",
        "171 | ${0,4,x}    | 00ab",
        "171 | ${0,0,X}    | AB",
        "0 | ${-1,0,x}     | ffffffff",
        "171 | ${0,0,n}    | b.a",
        "171 | ${0,3,N}    | B.A",
        "171 | ${0,4,n}    | b.a.",
        "171 | ${0,5,n}    | b.a.0",
        "171 | ${0,7,n}    | b.a.0.0",
        "0 | ${0,1,n}      | 0",
        "7 | x$y${1}z$     | x7y8z7",
        "7 | $$            | \\$",
        "7 | \\$           | \\$"
      })
  void modifiers(int number, String template, String text) {
    assertEquals(text, new GenerateTemplate(template).expand(number));
  }
}
