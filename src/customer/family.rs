//! Who was joined to whom. Whoever is joined stays as they are below another, so that parting gives back what was.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    clock::Instant,
    id::{CustomerId, OperatorId},
};

/// How it is known that two are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// The same address was proven for both.
    Proof,
    /// Somebody of the team says so.
    Person,
    /// A program says so.
    Program,
}

impl How {
    /// The name used in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Proof => "proof",
            Self::Person => "person",
            Self::Program => "program",
        }
    }

    /// The one of that name, if there is one.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Proof, Self::Person, Self::Program]
            .into_iter()
            .find(|how| how.as_str() == name)
    }
}

/// That somebody was joined: to whom, how that is known, by whom and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined {
    pub to: CustomerId,
    pub how: How,
    pub by: Option<OperatorId>,
    pub at: Instant,
}

/// One of those who are the same, as they were before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    pub id: CustomerId,
    /// Where being joined leads in the end: one's own id where one is joined to nobody.
    pub head: CustomerId,
    pub joined: Option<Joined>,
    pub created_at: Instant,
}

impl Member {
    /// Somebody who is joined to nobody.
    #[must_use]
    pub fn alone(id: CustomerId, created_at: Instant) -> Self {
        Self {
            head: id.clone(),
            id,
            joined: None,
            created_at,
        }
    }
}

/// Customers with everybody who is joined to them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Family(BTreeMap<CustomerId, Member>);

impl Family {
    /// Those members. Whoever is joined to somebody comes with them.
    #[must_use]
    pub fn of(members: impl IntoIterator<Item = Member>) -> Self {
        let members = members.into_iter();
        Self(members.map(|member| (member.id.clone(), member)).collect())
    }

    /// Everybody, by their ids.
    pub fn members(&self) -> impl Iterator<Item = &Member> {
        self.0.values()
    }

    /// The member of that id.
    #[must_use]
    pub fn member(&self, id: &CustomerId) -> Option<&Member> {
        self.0.get(id)
    }

    /// The one whom being joined leads to.
    fn head(&self, id: &CustomerId) -> CustomerId {
        let mut id = id;
        // Nobody is joined in a circle, since only who is joined to nobody is joined to another.
        for _ in 0..self.0.len() {
            match self.0.get(id).and_then(|member| member.joined.as_ref()) {
                Some(joined) => id = &joined.to,
                None => break,
            }
        }
        id.clone()
    }

    /// Joins two: whoever was known last is joined to who was known first. Gives back who was joined, or nothing
    /// where they are the same already.
    ///
    /// ```
    /// use handoff::{clock::from_millis, id::CustomerId};
    /// use handoff::customer::{Family, How, Member};
    ///
    /// let [ada, eve] = ["cus_ada", "cus_eve"].map(|id| CustomerId(id.into()));
    /// let mut family = Family::of([
    ///     Member::alone(ada.clone(), from_millis(1)),
    ///     Member::alone(eve.clone(), from_millis(2)),
    /// ]);
    /// let before = family.clone();
    /// let joined = family.join((&ada, &eve), How::Person, None, from_millis(3));
    /// assert_eq!(joined, Some(eve.clone()));
    /// assert_eq!(family.member(&eve).unwrap().head, ada);
    /// assert!(family.join((&eve, &ada), How::Person, None, from_millis(4)).is_none());
    /// family.part(&eve);
    /// assert_eq!(family, before);
    /// ```
    pub fn join(
        &mut self,
        (one, other): (&CustomerId, &CustomerId),
        how: How,
        by: Option<OperatorId>,
        at: Instant,
    ) -> Option<CustomerId> {
        let (one, other) = (self.head(one), self.head(other));
        let known_since = |id: &CustomerId| Some((self.0.get(id)?.created_at, id.clone()));
        let (first, last) = if known_since(&one)? <= known_since(&other)? {
            (one, other)
        } else {
            (other, one)
        };
        if first == last {
            return None;
        }
        self.0.get_mut(&last)?.joined = Some(Joined {
            to: first,
            how,
            by,
            at,
        });
        self.settle();
        Some(last)
    }

    /// Parts somebody from whom they were joined to; whoever was joined to them stays with them. Gives back from
    /// whom, or nothing where they are joined to nobody.
    pub fn part(&mut self, id: &CustomerId) -> Option<Joined> {
        let joined = self.0.get_mut(id)?.joined.take()?;
        self.settle();
        Some(joined)
    }

    /// Everybody who is joined to somebody, and to whoever is joined to them, with them.
    #[must_use]
    pub fn below(&self, id: &CustomerId) -> Vec<CustomerId> {
        let mut all = vec![id.clone()];
        let mut at = 0;
        while let Some(one) = all.get(at).cloned() {
            let joined = self.0.values().filter(|member| {
                member
                    .joined
                    .as_ref()
                    .is_some_and(|joined| joined.to == one)
            });
            all.extend(joined.map(|member| member.id.clone()));
            at += 1;
        }
        all
    }

    /// Says again of everybody where being joined leads.
    fn settle(&mut self) {
        let heads: Vec<_> = self
            .0
            .keys()
            .map(|id| (id.clone(), self.head(id)))
            .collect();
        for (id, head) in heads {
            if let Some(member) = self.0.get_mut(&id) {
                member.head = head;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::clock::from_millis;

    const COUNT: usize = 7;

    fn id(at: usize) -> CustomerId {
        CustomerId(format!("cus_{at}"))
    }

    fn alone() -> Family {
        // Two begin at the same moment, so that their names decide.
        let moments = [0, 0, 1, 1, 2, 2, 3];
        Family::of((0..COUNT).map(|at| Member::alone(id(at), from_millis(moments[at]))))
    }

    /// A step: joins two, or parts one.
    fn step(family: &mut Family, (join, one, other): (bool, usize, usize)) {
        if join {
            family.join((&id(one), &id(other)), How::Person, None, from_millis(9));
        } else {
            family.part(&id(one));
        }
    }

    fn steps() -> impl Strategy<Value = Vec<(bool, usize, usize)>> {
        prop::collection::vec((any::<bool>(), 0..COUNT, 0..COUNT), 0..20)
    }

    proptest! {
        #[test]
        fn joining_and_parting_again_gives_back_the_same(
            steps in steps(), one in 0..COUNT, other in 0..COUNT,
        ) {
            let mut family = alone();
            for each in steps {
                step(&mut family, each);
            }
            let before = family.clone();
            let joined = family.join((&id(one), &id(other)), How::Proof, None, from_millis(9));
            let were_same = before.member(&id(one)).unwrap().head == before.member(&id(other)).unwrap().head;
            prop_assert_eq!(joined.is_none(), were_same);
            if let Some(joined) = joined {
                let heads = [one, other].map(|at| family.member(&id(at)).unwrap().head.clone());
                prop_assert_eq!(&heads[0], &heads[1]);
                family.part(&joined);
            }
            prop_assert_eq!(family, before);
        }

        #[test]
        fn everybody_is_led_to_one_who_is_joined_to_nobody(steps in steps()) {
            let mut family = alone();
            for each in steps {
                step(&mut family, each);
                for member in family.members() {
                    let head = family.member(&member.head).unwrap();
                    prop_assert!(head.joined.is_none());
                    prop_assert_eq!(&head.head, &head.id);
                    let is_below = family.below(&head.id).contains(&member.id);
                    prop_assert!(is_below);
                    if let Some(joined) = &member.joined {
                        prop_assert_eq!(&family.member(&joined.to).unwrap().head, &member.head);
                    }
                }
            }
        }

        #[test]
        fn who_is_the_same_does_not_depend_on_which_was_named_first(pairs in prop::collection::vec((0..COUNT, 0..COUNT), 0..8)) {
            let (mut family, mut other_way) = (alone(), alone());
            for (one, other) in pairs {
                step(&mut family, (true, one, other));
                step(&mut other_way, (true, other, one));
            }
            prop_assert_eq!(family, other_way);
        }
    }
}
