// Judges the cases of bench-ledger by golang.org/x/mod/sumdb, which knows
// nothing of us: a line for every verdict that is not the same.
package main

import (
	"bufio"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type proofCase struct {
	growth      bool
	index, size int64
	what, root  []byte
	proof       []tlog.Hash
}

func hash(b []byte) (h tlog.Hash) {
	copy(h[:], b)
	return h
}

func (c *proofCase) holds() bool {
	if c.growth {
		return tlog.CheckTree(tlog.TreeProof(c.proof), c.size, hash(c.root), c.index, hash(c.what)) == nil
	}
	return tlog.CheckRecord(tlog.RecordProof(c.proof), c.size, hash(c.root), c.index, tlog.RecordHash(c.what)) == nil
}

func (c *proofCase) flips() string {
	var verdicts []byte
	judge := func() {
		if c.holds() {
			verdicts = append(verdicts, '1')
		} else {
			verdicts = append(verdicts, '0')
		}
	}
	each := func(b []byte) {
		for bit := 0; bit < len(b)*8; bit++ {
			b[bit/8] ^= 1 << (bit % 8)
			judge()
			b[bit/8] ^= 1 << (bit % 8)
		}
	}
	number := func(n *int64) {
		for bit := 0; bit < 62; bit++ {
			*n ^= 1 << bit
			judge()
			*n ^= 1 << bit
		}
	}
	for i := range c.proof {
		each(c.proof[i][:])
	}
	each(c.root)
	each(c.what)
	number(&c.index)
	number(&c.size)
	sum := sha256.Sum256(verdicts)
	return hex.EncodeToString(sum[:])
}

func unhex(s string) []byte {
	b, err := hex.DecodeString(s)
	if err != nil {
		panic(err)
	}
	return b
}

func number(s string) int64 {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		panic(err)
	}
	return n
}

func readProof(f []string) *proofCase {
	c := &proofCase{growth: strings.HasSuffix(f[0], "C"), index: number(f[2]), size: number(f[3]), what: unhex(f[4]), root: unhex(f[5])}
	for b := unhex(f[6]); len(b) > 0; b = b[32:] {
		c.proof = append(c.proof, hash(b[:32]))
	}
	return c
}

func noteHolds(vkey, text string) bool {
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return false
	}
	msg, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		panic(err)
	}
	_, err = note.Open(msg, note.VerifierList(verifier))
	return err == nil
}

func verdict(f []string) string {
	says := map[bool]string{true: "1", false: "0"}
	switch f[0] {
	case "I", "C":
		return says[readProof(f).holds()]
	case "FI", "FC":
		return readProof(f).flips()
	case "N":
		return says[noteHolds(f[2], f[3])]
	case "P":
		path := tlog.Tile{H: 8, L: int(number(f[2])), N: number(f[3]), W: int(number(f[4]))}.Path()
		return strings.Replace(path, "tile/8/", "tile/", 1)
	case "S":
		return strconv.FormatInt(tlog.StoredHashIndex(int(number(f[2])), number(f[3])), 10)
	}
	panic("an unknown case: " + f[0])
}

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<20)
	judged, differ, accepted := 0, 0, 0
	for in.Scan() {
		f := strings.Split(in.Text(), "\t")
		v := verdict(f)
		judged++
		if v == "1" {
			accepted++
		}
		if v != f[1] {
			differ++
			fmt.Println("differs:", v, in.Text())
		}
	}
	fmt.Printf("%d judged, %d accepted, %d differ\n", judged, accepted, differ)
	if differ > 0 {
		os.Exit(1)
	}
}
