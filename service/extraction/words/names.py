"""Given names: by them a word in capitals is known to be a person, in any language."""

from __future__ import annotations

from typing import Final

_NAMES: Final = """
    aaron adam adrian aidan alan albert alejandro alessandro alex alexander alexandra alexis alice alicia alison
    allison alvaro amanda amber amelia amir amy ana anastasia andre andrea andreas andrei andrew andy angela anita
    anja anna anne annie anthony antoine anton antonio april ariel arjun arnaud arthur asha ashley astrid audrey
    barbara bart beatriz ben benjamin bernd bert beth bianca bill bob bogdan boris brad brandon brenda brian bruno
    bryan camille carl carla carlos carmen carol caroline cat catherine cathy cecilia charles charlie charlotte chen
    chris christian christina christine christoph christopher claire clara claudia claudio colin connor craig
    cristina cynthia dan dana daniel daniela daniele danny dave david dean deborah denis dennis derek diana diane
    diego dieter dimitri dirk dmitry dominic dominik don donald donna doug douglas duncan dylan ed eddie eduardo
    edward elena eli elizabeth ellen emily emma enrique eric erik erika ernesto esther ethan eugene eva evan evelyn
    fabian fabio fabrice fatima felipe felix fernando filip fiona florian francesca francesco francis francisco
    frank franz fred frederic gabriel gareth gary gavin georg george gerald gerard giovanni giulia glen gonzalo
    grace graham greg gregory guillaume gustavo guy hannah hans harald harriet harrison harry hassan heather hector
    heidi helen helena henrik henry herbert holly hugo ian ibrahim ignacio igor ines ingrid irene irina isaac isabel
    isabella ivan ivana jack jacob jacqueline jaime jake jakub james jamie jan jane janet jason javier jay jean jeff
    jeffrey jen jennifer jens jeremy jerry jesper jess jesse jessica jill jim jimmy joan joanna joao joe joel joerg
    johan johanna johannes john johnny jon jonas jonathan jordan jorge jose josef joseph josh joshua juan julia
    julian juliana julie julien jun justin kai kamil karen karin karl kate katharina katherine kathy katie katrin
    keith kelly ken kenji kenneth kevin khalid kim kirsten klaus konrad kristen kristin kumar kurt kyle lars laura
    lauren laurent lea lee lena leo leon leonardo lewis liam lily linda lisa liz logan lorenzo louis louise luca
    lucas lucia lucy luis luisa lukas luke lynn maciej madison magda magnus malik manuel marc marcel marcin marco
    marcos marcus marek margaret maria mariana marie marina mario mark marko markus marta martha martin martina mary
    massimo mateo mathias mathieu matt matteo matthew matthias matthieu maurice max maxim maxime megan mehmet mei
    melissa michael michaela michal michel michele michelle miguel mihai mika mike milan mohamed mohammed molly
    monica monika morgan mustafa nadia naomi natalia natalie natasha nathan neil nelson nicholas nick nico nicola
    nicolas nicole niels nigel nikita nikolai nils nina noah noel nora norbert oleg olga oliver olivia olivier omar
    oscar otto pablo pamela paolo pascal pat patricia patrick paul paula paulo pavel pedro penny peter petr petra
    phil philip philipp philippe pierre piotr priya rachel rafael rahul raj rajesh ralf ralph ramon randy raphael
    rasmus raul ravi ray raymond rebecca rene ricardo rich richard rick rob robert roberto robin rodrigo roger
    roland roman ron ronald rosa rose ross roy ruben rui rune ruth ryan sabine sally sam samantha samuel sandra
    sanjay santiago sara sarah scott sean sebastian sergei sergey sergio seth shane shannon sharon shaun sheila
    simon simona simone sofia sonia sophia sophie stefan stefano stella stephan stephanie stephen steve steven
    stuart sue susan susanne sven sylvain tara tatiana ted teresa terry thea theo theresa thierry thomas tiago tim
    timo timothy tina tobias todd tom tomas tomasz tony tracy travis trevor tristan uwe valentin valeria vanessa
    vera veronica victor victoria vijay vikram viktor vincent vladimir walter wei wendy werner will willi william
    wolfgang xavier yan yann yuki yulia yuri yusuf yves yvonne zach zoe
    amit anil ankit ann arash arne ayumi bas bjorn bohdan cyril darren darya deepak edith elin emil erin ewa finn
    freya gail gunnar haruto hiro hiroshi ingo ivo jana janez jarek jarno jorn jules jurgen kaspar katya kiran
    krzysztof lior luc ludo lydia maja malte manoj marius mathilde minh mira mohan moritz neha nikhil nuno ola oskar
    pawel piet pooja rajiv renata rohan sanja sasha satoshi sofie sonja soren stig sunil suresh takashi tanja taro
    thiago tomoko vadim valerie venkat vlad volker wojciech yuto zoltan zuzana zuzanna александр алексей андрей анна
    дмитрий елена иван мария михаил наталья николай ольга павел сергей юрий
"""
GIVEN_NAMES: Final = frozenset(_NAMES.split())
