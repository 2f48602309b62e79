package io.inboundmailbox.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AssignmentTest {
    // Replicas of two versions run side by side during an upgrade: they must agree.
    @Test
    void theOwnersAreThoseOfEveryVersion() {
        // Given
        var assignment = new Assignment(List.of("a", "b", "c"));
        // When
        var owners = BucketId.all().stream().limit(8).map(assignment::owner).toList();
        // Then
        assertThat(owners).containsExactly("a", "a", "a", "a", "a", "c", "c", "b");
    }

    @Test
    void aMemberThatComesTakesItsShareAndNothingElseMoves() {
        // Given
        var before = new Assignment(List.of("a", "b", "c"));
        // When
        var after = new Assignment(List.of("a", "b", "c", "d"));
        // Then
        var moved = BucketId.all().stream().filter(it -> !before.owner(it).equals(after.owner(it))).toList();
        assertThat(moved).hasSizeBetween(40, 90).allMatch(it -> after.owner(it).equals("d"));
    }

    @Test
    void everyMemberHasAFairShare() {
        // Given
        var assignment = new Assignment(List.of("a", "b", "c"));
        // When
        var shares = BucketId.all().stream().collect(Collectors.groupingBy(assignment::owner, Collectors.counting()));
        // Then
        assertThat(shares.values()).hasSize(3).allMatch(share -> share > 60);
    }
}
